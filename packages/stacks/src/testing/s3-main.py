"""An S3 and a KMS that check keys, in memory: moto's. Prints its endpoint and keys as a line of JSON, then answers each line
of its input (a bucket's name) with that bucket's objects. It ends with its input, so that nothing is left of it."""

import json
import logging
import os
import sys

import boto3
import requests
from moto.server import ThreadedMotoServer

REGION = "us-east-1"
ALL_OF_BOTH = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*", "kms:*"], "Resource": "*"}]}

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
endpoint = f"http://{host}:{port}"


def client(service, key_id="any", secret="any"):
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=key_id,
        aws_secret_access_key=secret,
    )


iam = client("iam")
iam.create_user(UserName="prego")
iam.put_user_policy(UserName="prego", PolicyName="all", PolicyDocument=json.dumps(ALL_OF_BOTH))
key = iam.create_access_key(UserName="prego")["AccessKey"]
# From here on every request needs a key that exists, and its signature.
requests.post(f"{endpoint}/moto-api/reset-auth", data="0", timeout=10).raise_for_status()

s3 = client("s3", key["AccessKeyId"], key["SecretAccessKey"])
for name in sys.argv[1:]:
    s3.create_bucket(Bucket=name)
kms = client("kms", key["AccessKeyId"], key["SecretAccessKey"])
ready = {
    "endpoint": endpoint,
    "region": REGION,
    "keyId": key["AccessKeyId"],
    "secret": key["SecretAccessKey"],
    "kmsKey": kms.create_key()["KeyMetadata"]["KeyId"],
}
print(json.dumps(ready), flush=True)

for line in sys.stdin:
    bucket = line.strip()
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    names = [item["Key"] for page in pages for item in page.get("Contents", [])]
    objects = {name: s3.get_object(Bucket=bucket, Key=name)["Body"].read().decode() for name in names}
    print(json.dumps(objects), flush=True)

# Threads that serve would keep the process.
os._exit(0)
