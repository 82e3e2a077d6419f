// Made from library/ by `pnpm library:build`: change the templates, not this file.
import type { CatalogueTemplate } from '@prego/contracts';

/** All templates that can be provisioned from, in the order of their ids. */
export const CATALOGUE: readonly CatalogueTemplate[] = [
  {
    "manifest": {
      "id": "dedicated-trio",
      "name": {
        "en": "Dedicated trio",
        "ko": "전용 서버 3대"
      },
      "summary": {
        "en": "Three servers for one application, for its web part, PostgreSQL and Redis, which speak over a private network.",
        "ko": "애플리케이션 하나를 위한 서버 3대(웹, PostgreSQL, Redis)가 사설 네트워크로 통신합니다."
      },
      "version": "1.0.0",
      "category": "platform",
      "keywords": [
        "app",
        "postgresql",
        "redis",
        "nginx",
        "tenant"
      ],
      "overview": {
        "en": "Three servers, laid out like those of our dedicated tenants. The app server has nginx in front and the clients of both services, and finds its addresses and passwords in /etc/prego/app.env, which root alone can read. PostgreSQL 16 keeps its data on a volume of its own; Redis keeps an append-only file on its disk. Both listen on their private address only, and take connections with a password and from the app server alone: PostgreSQL by TLS, Redis without it, so that its password crosses the chosen network in the clear. Nothing else comes in to these two from the internet or the network, not even SSH: log in by way of the app server. Unlike those of our tenants, they have a public IPv4 address all the same, which is billed, the chosen network may hold other servers, and no placement group keeps the three apart.\n\nNothing is backed up: arrange for dumps of the database before you put data there that matters. Attach no second volume to the database server: at its next boot chance would say which of them is mounted.",
        "ko": "전용 테넌트의 구성을 본뜬 서버 3대입니다. app 서버에는 nginx와 두 서비스의 클라이언트가 설치되며, 주소와 비밀번호는 root만 읽을 수 있는 /etc/prego/app.env에 있습니다. PostgreSQL 16은 별도 볼륨에 데이터를 보관하고, Redis는 디스크에 append-only 파일을 남깁니다. 두 서비스 모두 사설 주소에서만 수신하며 비밀번호가 있어야 접속할 수 있습니다. PostgreSQL은 app 서버에서만 TLS로 접속할 수 있습니다. Redis도 app 서버에서만 접속할 수 있지만 TLS를 쓰지 않으므로 비밀번호가 선택한 네트워크에서 평문으로 전송됩니다. 그 밖에는 인터넷에서도 네트워크에서도 SSH를 포함해 두 서버로 들어갈 수 없으므로 app 서버를 거쳐 로그인하세요. 전용 테넌트와 달리 두 서버에도 공인 IPv4 주소가 있어 요금이 발생하고, 선택한 네트워크에 다른 서버가 있을 수 있으며, 세 서버를 서로 다른 호스트에 두는 배치 그룹이 없습니다.\n\n백업은 포함되어 있지 않으므로 중요한 데이터를 저장하기 전에 데이터베이스 덤프를 준비하세요. db 서버에 다른 볼륨을 추가로 연결하지 마세요. 다음 부팅 때 어느 볼륨이 마운트될지 알 수 없습니다."
      },
      "features": [
        {
          "en": "nginx on the app server, open to the world on 80 and 443",
          "ko": "80과 443 포트가 공개된 app 서버의 nginx"
        },
        {
          "en": "PostgreSQL 16 with its data on a volume, passwords by SCRAM, for the app server only",
          "ko": "볼륨에 데이터를 보관하고 app 서버만 SCRAM 비밀번호로 접속하는 PostgreSQL 16"
        },
        {
          "en": "Redis 7 with a password and an append-only file",
          "ko": "비밀번호와 append-only 파일을 사용하는 Redis 7"
        },
        {
          "en": "Addresses and passwords ready in /etc/prego/app.env",
          "ko": "/etc/prego/app.env에 준비된 접속 주소와 비밀번호"
        },
        {
          "en": "Returned as a whole, the database's volume with its data too: backups are yours to make",
          "ko": "반납 시 데이터베이스 볼륨과 데이터까지 모두 삭제(백업은 직접 준비)"
        }
      ],
      "prerequisites": [
        {
          "kind": "network",
          "text": {
            "en": "A private network in the Hetzner project. It is used as it is, and stays when the resources are returned.",
            "ko": "Hetzner 프로젝트에 사설 네트워크가 있어야 합니다. 기존 네트워크를 그대로 사용하며, 리소스를 반납해도 네트워크는 남습니다."
          }
        },
        {
          "kind": "subnet",
          "text": {
            "en": "A subnet of that network, in the network zone of the location.",
            "ko": "해당 네트워크에 선택한 위치와 같은 네트워크 존의 서브넷이 있어야 합니다."
          }
        },
        {
          "kind": "ssh_key",
          "text": {
            "en": "An SSH key in the Hetzner project. Its owner logs in as root.",
            "ko": "Hetzner 프로젝트에 SSH 키가 있어야 합니다. 키의 소유자가 root로 로그인합니다."
          }
        }
      ],
      "servers": [
        {
          "key": "app",
          "purpose": {
            "en": "Runs the application behind nginx",
            "ko": "nginx 뒤에서 애플리케이션 실행"
          },
          "ports": [
            {
              "protocol": "tcp",
              "port": 80,
              "from": "anywhere",
              "purpose": {
                "en": "HTTP, sent on to HTTPS",
                "ko": "HTTP(HTTPS로 전환)"
              }
            },
            {
              "protocol": "tcp",
              "port": 443,
              "from": "anywhere",
              "purpose": {
                "en": "HTTPS",
                "ko": "HTTPS"
              }
            }
          ],
          "needs": {
            "cores": 2,
            "memory_gb": 4,
            "disk_gb": 40
          }
        },
        {
          "key": "db",
          "purpose": {
            "en": "PostgreSQL 16",
            "ko": "PostgreSQL 16"
          },
          "ports": [
            {
              "protocol": "tcp",
              "port": 5432,
              "from": "app",
              "purpose": {
                "en": "PostgreSQL, which takes the app server's connections only",
                "ko": "PostgreSQL(app 서버의 접속만 허용)"
              }
            },
            {
              "protocol": "tcp",
              "port": 22,
              "from": "app",
              "purpose": {
                "en": "SSH, by way of the app server",
                "ko": "SSH(app 서버 경유)"
              }
            }
          ],
          "volume_gb": 20,
          "needs": {
            "cores": 2,
            "memory_gb": 4,
            "disk_gb": 40
          }
        },
        {
          "key": "redis",
          "purpose": {
            "en": "Redis 7",
            "ko": "Redis 7"
          },
          "ports": [
            {
              "protocol": "tcp",
              "port": 6379,
              "from": "app",
              "purpose": {
                "en": "Redis, with a password and without TLS",
                "ko": "Redis(비밀번호 필요, TLS 없음)"
              }
            },
            {
              "protocol": "tcp",
              "port": 22,
              "from": "app",
              "purpose": {
                "en": "SSH, by way of the app server",
                "ko": "SSH(app 서버 경유)"
              }
            }
          ],
          "needs": {
            "cores": 2,
            "memory_gb": 4,
            "disk_gb": 40
          }
        }
      ],
      "fields": [
        {
          "type": "name"
        },
        {
          "type": "server_prefix"
        },
        {
          "type": "network"
        },
        {
          "type": "subnet"
        },
        {
          "type": "ssh_key"
        },
        {
          "type": "size"
        },
        {
          "type": "location"
        },
        {
          "type": "text",
          "name": "database",
          "label": {
            "en": "Database and its owner",
            "ko": "데이터베이스와 소유자"
          },
          "help": {
            "en": "Both have this name.",
            "ko": "데이터베이스와 소유자가 같은 이름을 씁니다."
          },
          "pattern": "(?!pg_|postgres$|template[01]$|public$|none$)[a-z][a-z0-9_]*",
          "rule": {
            "en": "Begins with a small letter; then small letters, digits or _. Not a name that PostgreSQL keeps for itself.",
            "ko": "영문 소문자로 시작하고 소문자, 숫자, _만 사용합니다. PostgreSQL이 예약한 이름은 쓸 수 없습니다."
          },
          "max_length": 40,
          "default": "app"
        }
      ],
      "secrets": [
        {
          "name": "database_password",
          "label": {
            "en": "Password of the database",
            "ko": "데이터베이스 비밀번호"
          },
          "length": 32
        },
        {
          "name": "redis_password",
          "label": {
            "en": "Password of Redis",
            "ko": "Redis 비밀번호"
          },
          "length": 32
        }
      ],
      "outputs": [
        {
          "name": "ssh",
          "label": {
            "en": "Log in to the app server",
            "ko": "app 서버 로그인"
          },
          "value": "ssh root@{server.app.ipv4}"
        },
        {
          "name": "ssh_db",
          "label": {
            "en": "Log in to the database server, by way of the app server",
            "ko": "db 서버 로그인(app 서버 경유)"
          },
          "value": "ssh -J root@{server.app.ipv4} root@{server.db.private_ip}"
        },
        {
          "name": "ssh_redis",
          "label": {
            "en": "Log in to the Redis server, by way of the app server",
            "ko": "redis 서버 로그인(app 서버 경유)"
          },
          "value": "ssh -J root@{server.app.ipv4} root@{server.redis.private_ip}"
        },
        {
          "name": "web",
          "label": {
            "en": "Web server, with a certificate of its own",
            "ko": "웹 서버(자체 서명 인증서)"
          },
          "value": "https://{server.app.ipv4}/"
        },
        {
          "name": "database_address",
          "label": {
            "en": "PostgreSQL, from the app server",
            "ko": "PostgreSQL(app 서버에서 접속)"
          },
          "value": "postgresql://{value.database}@{server.db.private_ip}:5432/{value.database}?sslmode=require"
        },
        {
          "name": "redis_address",
          "label": {
            "en": "Redis, from the app server",
            "ko": "Redis(app 서버에서 접속)"
          },
          "value": "redis://{server.redis.private_ip}:6379/0"
        }
      ],
      "licences": [
        {
          "component": "nginx",
          "version": "1.24 (Ubuntu 24.04)",
          "spdx": "BSD-2-Clause",
          "url": "https://nginx.org/LICENSE"
        },
        {
          "component": "PostgreSQL",
          "version": "16 (Ubuntu 24.04)",
          "spdx": "PostgreSQL",
          "url": "https://www.postgresql.org/about/licence/"
        },
        {
          "component": "Redis",
          "version": "7.0 (Ubuntu 24.04)",
          "spdx": "BSD-3-Clause",
          "url": "https://github.com/redis/redis/blob/7.0/COPYING"
        },
        {
          "component": "OpenSSL",
          "version": "3.0 (Ubuntu 24.04)",
          "spdx": "Apache-2.0",
          "url": "https://openssl-library.org/source/license/"
        }
      ],
      "install_minutes": 4,
      "image": "ubuntu-24.04"
    },
    "icon": "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\" width=\"48\" height=\"48\" aria-hidden=\"true\">\n  <rect width=\"48\" height=\"48\" rx=\"10\" fill=\"#4338ca\"/>\n  <path d=\"M24 20v6M24 26H14v5M24 26h10v5\" fill=\"none\" stroke=\"#c7d2fe\" stroke-width=\"2\"/>\n  <rect x=\"16\" y=\"10\" width=\"16\" height=\"10\" rx=\"2.5\" fill=\"#ffffff\"/>\n  <rect x=\"8\" y=\"30\" width=\"13\" height=\"9\" rx=\"2.5\" fill=\"#ffffff\"/>\n  <rect x=\"27\" y=\"30\" width=\"13\" height=\"9\" rx=\"2.5\" fill=\"#ffffff\"/>\n</svg>\n",
    "cloud_init": {
      "app": "#cloud-config\npackages: [nginx, openssl, postgresql-client-16, redis-tools]\nwrite_files:\n  # After the package, which makes the folder.\n  - path: /etc/nginx/conf.d/prego-host.conf\n    permissions: \"0644\"\n    defer: true\n    content: |\n      server_tokens off;\n\n      # Nothing is served in the clear.\n      server {\n          listen 80 default_server;\n          return 301 https://$host$request_uri;\n      }\n\n      # Until the application is here, and for whoever comes by a name that nobody here has.\n      server {\n          listen 443 ssl default_server;\n          ssl_certificate /etc/prego/tls/host.crt;\n          ssl_certificate_key /etc/prego/tls/host.key;\n          return 404;\n      }\n  - path: /usr/local/sbin/prego-install\n    permissions: \"0700\"\n    content: |\n      #!/usr/bin/env bash\n      # Sets the app server up. It may be run again at any time.\n      set -euo pipefail\n      . /etc/prego/values.env\n      umask 077\n\n      tls=/etc/prego/tls\n      mkdir -p \"$tls\"\n      if [ ! -e \"$tls/host.crt\" ]; then\n        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \\\n          -subj \"/CN=$PREGO_SERVER_NAME\" -addext \"subjectAltName=DNS:$PREGO_SERVER_NAME\" \\\n          -keyout \"$tls/host.key\" -out \"$tls/host.crt.new\"\n        mv \"$tls/host.crt.new\" \"$tls/host.crt\"\n      fi\n\n      # For the application: a service reads it by EnvironmentFile. The passwords are letters and digits.\n      database=\"$PREGO_DATABASE:$PREGO_DATABASE_PASSWORD@$PREGO_DB_PRIVATE_IP:5432/$PREGO_DATABASE\"\n      redis=\":$PREGO_REDIS_PASSWORD@$PREGO_REDIS_PRIVATE_IP:6379/0\"\n      printf 'DATABASE_URL=postgresql://%s?sslmode=require\\nREDIS_URL=redis://%s\\n' \"$database\" \"$redis\" \\\n        > /etc/prego/app.env\n\n      # The distribution's example answers to every name.\n      rm -f /etc/nginx/sites-enabled/default\n      nginx -t -q\n      systemctl enable nginx\n      systemctl restart nginx\nruncmd:\n  - [/usr/local/sbin/prego-install]\n",
      "db": "#cloud-config\npackages: [postgresql-16]\nwrite_files:\n  # Before the package: else it makes a cluster on the root disk.\n  - path: /etc/postgresql-common/createcluster.d/prego.conf\n    permissions: \"0644\"\n    content: |\n      create_main_cluster = false\n  # Never started on the empty folder beneath the volume.\n  - path: /etc/systemd/system/postgresql@16-main.service.d/prego.conf\n    permissions: \"0644\"\n    content: |\n      [Unit]\n      RequiresMountsFor=/srv/data\n  # At a boot the service may come before the private address does.\n  - path: /etc/sysctl.d/60-prego-nonlocal-bind.conf\n    permissions: \"0644\"\n    content: |\n      net.ipv4.ip_nonlocal_bind = 1\n  - path: /usr/local/sbin/prego-install\n    permissions: \"0700\"\n    content: |\n      #!/usr/bin/env bash\n      # Sets PostgreSQL up on the volume. It may be run again at any time.\n      set -euo pipefail\n      . /etc/prego/values.env\n      mountpoint -q /srv/data || { echo 'The volume is not mounted at /srv/data.' >&2; exit 1; }\n      sysctl --quiet --load=/etc/sysctl.d/60-prego-nonlocal-bind.conf\n\n      conf=/etc/postgresql/16/main\n      if [ ! -e \"$conf/postgresql.conf\" ]; then\n        install -d -o postgres -g postgres /srv/data/postgresql\n        pg_createcluster --datadir /srv/data/postgresql/16/main --encoding UTF8 --locale C.UTF-8 16 main \\\n          -- --data-checksums\n      fi\n      printf \"listen_addresses = 'localhost,%s'\\n\" \"$PREGO_PRIVATE_IP\" > \"$conf/conf.d/prego.conf\"\n      # Quoted, a name is never one of the words of this file.\n      rule=\"hostssl \\\"$PREGO_DATABASE\\\" \\\"$PREGO_DATABASE\\\" $PREGO_APP_PRIVATE_IP/32 scram-sha-256\"\n      grep -qxF \"$rule\" \"$conf/pg_hba.conf\" || printf '%s\\n' \"$rule\" >> \"$conf/pg_hba.conf\"\n      systemctl daemon-reload\n      systemctl restart postgresql@16-main\n\n      # By the environment, which only root and postgres can read: arguments are for all to see.\n      export PREGO_DATABASE PREGO_DATABASE_PASSWORD\n      runuser -u postgres -- psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 <<'SQL'\n      \\getenv database PREGO_DATABASE\n      \\getenv password PREGO_DATABASE_PASSWORD\n      -- A statement that fails must not take the password to the log.\n      SET log_statement = 'none';\n      SET log_min_error_statement = 'panic';\n      SELECT format('CREATE ROLE %I LOGIN', :'database')\n        WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'database') \\gexec\n      ALTER ROLE :\"database\" PASSWORD :'password';\n      SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'database')\n        WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec\n      SQL\n      pg_isready --quiet --timeout 30 --host \"$PREGO_PRIVATE_IP\"\nruncmd:\n  - [/usr/local/sbin/prego-install]\n",
      "redis": "#cloud-config\npackages: [redis-server]\nwrite_files:\n  - path: /etc/sysctl.d/60-prego-redis.conf\n    permissions: \"0644\"\n    content: |\n      # At a boot the service may come before the private address does.\n      net.ipv4.ip_nonlocal_bind = 1\n      # Redis forks to rewrite its file, and the copy would need as much memory again on paper.\n      vm.overcommit_memory = 1\n  - path: /usr/local/sbin/prego-install\n    permissions: \"0700\"\n    content: |\n      #!/usr/bin/env bash\n      # Sets Redis up. It may be run again at any time.\n      set -euo pipefail\n      . /etc/prego/values.env\n      sysctl --quiet --load=/etc/sysctl.d/60-prego-redis.conf\n\n      install -m 0640 -o root -g redis /dev/null /etc/redis/prego.conf\n      printf '%s\\n' 'include /etc/redis/redis.conf' \"bind 127.0.0.1 $PREGO_PRIVATE_IP\" \\\n        \"requirepass $PREGO_REDIS_PASSWORD\" 'appendonly yes' > /etc/redis/prego.conf\n\n      # The package's own configuration stays as it is: a changed one would hold its security updates up. That this one is\n      # used is said here, after the package: its own start would fail without the file, and end in systemd's start limit.\n      dropin=/etc/systemd/system/redis-server.service.d\n      mkdir -p \"$dropin\"\n      printf '%s\\n' '[Service]' 'ExecStart=' \\\n        'ExecStart=/usr/bin/redis-server /etc/redis/prego.conf --supervised systemd --daemonize no' > \"$dropin/prego.conf\"\n      systemctl daemon-reload\n      # A start that failed before, of an earlier run too, must not count against this one.\n      systemctl reset-failed redis-server\n      systemctl enable redis-server\n      systemctl restart redis-server\n\n      export REDISCLI_AUTH=\"$PREGO_REDIS_PASSWORD\"\n      [ \"$(redis-cli -h \"$PREGO_PRIVATE_IP\" ping)\" = PONG ]\nruncmd:\n  - [/usr/local/sbin/prego-install]\n"
    }
  },
  {
    "manifest": {
      "id": "forgejo",
      "name": {
        "en": "Forgejo",
        "ko": "Forgejo"
      },
      "summary": {
        "en": "A Git forge of your own, with issues, pull requests and packages. Its repositories are on a volume.",
        "ko": "이슈, 풀 리퀘스트, 패키지를 갖춘 자체 Git 호스팅 서비스이며 저장소는 볼륨에 보관합니다."
      },
      "version": "1.0.0",
      "category": "development",
      "keywords": [
        "git",
        "forge",
        "code",
        "repositories"
      ],
      "overview": {
        "en": "Forgejo 15, the release with long-term support, as its project publishes it: the rootless container image, pinned by its digest, run by Podman as a service. It keeps everything, its SQLite database too, on a volume of its own at /srv/data. The web interface is at HTTPS with a certificate that the server made for itself, so that no password crosses the network in the clear: browsers warn of it until you put a name and a certificate in front. Registration is closed; the administrator makes the accounts.\n\nNothing is backed up: run \"forgejo dump\" and keep the result elsewhere. New releases of Forgejo are not installed by themselves. Returning the resources deletes the volume. Attach no second volume to the server: at its next boot chance would say which of them is mounted.",
        "ko": "장기 지원 릴리스인 Forgejo 15를 프로젝트가 배포하는 rootless 컨테이너 이미지(다이제스트 고정)를 Podman 서비스로 실행합니다. SQLite 데이터베이스를 포함한 모든 데이터는 /srv/data에 마운트된 별도 볼륨에 보관합니다. 비밀번호가 평문으로 전송되지 않도록 웹 화면은 서버가 직접 만든 인증서를 사용하는 HTTPS로 제공하므로, 도메인과 인증서를 앞에 두기 전까지 브라우저가 경고를 표시합니다. 회원 가입은 닫혀 있으며 계정은 관리자가 만듭니다.\n\n백업은 포함되어 있지 않으므로 \"forgejo dump\"를 실행해 결과를 다른 곳에 보관하세요. Forgejo의 새 릴리스는 자동으로 설치되지 않습니다. 리소스를 반납하면 볼륨도 삭제됩니다. 이 서버에 다른 볼륨을 추가로 연결하지 마세요. 다음 부팅 때 어느 볼륨이 마운트될지 알 수 없습니다."
      },
      "features": [
        {
          "en": "Forgejo 15.0 with long-term support, from the project's own image, pinned by digest",
          "ko": "다이제스트로 고정한 공식 이미지의 장기 지원 Forgejo 15.0"
        },
        {
          "en": "Web interface over HTTPS, Git over HTTPS and over SSH on port 2222",
          "ko": "HTTPS 웹 화면, HTTPS와 2222 포트 SSH를 통한 Git"
        },
        {
          "en": "Repositories, database and keys on a volume of its own",
          "ko": "별도 볼륨에 보관하는 저장소, 데이터베이스, 키"
        },
        {
          "en": "An administrator with a password that no other run has; registration closed",
          "ko": "실행마다 새로 만드는 관리자 비밀번호, 닫힌 회원 가입"
        },
        {
          "en": "Returned as a whole, the volume with all repositories on it too: backups are yours to make",
          "ko": "반납 시 볼륨과 저장소까지 모두 삭제(백업은 직접 준비)"
        }
      ],
      "prerequisites": [
        {
          "kind": "network",
          "text": {
            "en": "A private network in the Hetzner project. It is used as it is, and stays when the resources are returned.",
            "ko": "Hetzner 프로젝트에 사설 네트워크가 있어야 합니다. 기존 네트워크를 그대로 사용하며, 리소스를 반납해도 네트워크는 남습니다."
          }
        },
        {
          "kind": "subnet",
          "text": {
            "en": "A subnet of that network, in the network zone of the location.",
            "ko": "해당 네트워크에 선택한 위치와 같은 네트워크 존의 서브넷이 있어야 합니다."
          }
        },
        {
          "kind": "ssh_key",
          "text": {
            "en": "An SSH key in the Hetzner project. Its owner logs in as root.",
            "ko": "Hetzner 프로젝트에 SSH 키가 있어야 합니다. 키의 소유자가 root로 로그인합니다."
          }
        }
      ],
      "servers": [
        {
          "key": "forge",
          "purpose": {
            "en": "Runs Forgejo",
            "ko": "Forgejo 실행"
          },
          "ports": [
            {
              "protocol": "tcp",
              "port": 443,
              "from": "anywhere",
              "purpose": {
                "en": "Web interface and Git over HTTPS",
                "ko": "웹 화면과 HTTPS를 통한 Git"
              }
            },
            {
              "protocol": "tcp",
              "port": 2222,
              "from": "anywhere",
              "purpose": {
                "en": "Git over SSH",
                "ko": "SSH를 통한 Git"
              }
            }
          ],
          "volume_gb": 20,
          "needs": {
            "cores": 2,
            "memory_gb": 2,
            "disk_gb": 20
          }
        }
      ],
      "fields": [
        {
          "type": "name"
        },
        {
          "type": "server_prefix"
        },
        {
          "type": "network"
        },
        {
          "type": "subnet"
        },
        {
          "type": "ssh_key"
        },
        {
          "type": "size"
        },
        {
          "type": "location"
        },
        {
          "type": "text",
          "name": "admin_user",
          "label": {
            "en": "Administrator",
            "ko": "관리자 계정"
          },
          "help": {
            "en": "The name with which the administrator signs in.",
            "ko": "관리자가 로그인할 때 쓰는 이름입니다."
          },
          "pattern": "(?!(?:admin|api|assets|attachments|avatars?|captcha|commits|debug|devtest|error|explore|(?:forgejo|gitea)-actions|ghost|issues|login|metrics|milestones|new|notifications|org|pulls|raw|repo(?:-avatars)?|search|ssh_info|user|v2)$)[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*",
          "rule": {
            "en": "Begins with a small letter; then small letters and digits, with single - or _ between. Not a name that Forgejo keeps for itself, such as admin.",
            "ko": "영문 소문자로 시작하고 소문자와 숫자를 쓰며 사이에 - 또는 _를 하나씩 쓸 수 있습니다. admin처럼 Forgejo가 예약한 이름은 쓸 수 없습니다."
          },
          "max_length": 40,
          "default": "operator"
        },
        {
          "type": "text",
          "name": "admin_email",
          "label": {
            "en": "The administrator's e-mail address",
            "ko": "관리자 이메일 주소"
          },
          "help": {
            "en": "Stands in commits that are made in the web interface. No mail is sent.",
            "ko": "웹 화면에서 만든 커밋에 표시됩니다. 메일은 보내지 않습니다."
          },
          "pattern": "[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+",
          "rule": {
            "en": "An e-mail address, such as you@example.com.",
            "ko": "you@example.com과 같은 이메일 주소입니다."
          },
          "max_length": 100
        }
      ],
      "secrets": [
        {
          "name": "admin_password",
          "label": {
            "en": "The administrator's password",
            "ko": "관리자 비밀번호"
          },
          "length": 24
        }
      ],
      "outputs": [
        {
          "name": "web",
          "label": {
            "en": "Web interface, with a certificate of its own",
            "ko": "웹 화면(자체 서명 인증서)"
          },
          "value": "https://{server.forge.ipv4}/"
        },
        {
          "name": "admin",
          "label": {
            "en": "Sign in as",
            "ko": "로그인 계정"
          },
          "value": "{value.admin_user}"
        },
        {
          "name": "git_ssh",
          "label": {
            "en": "Git over SSH",
            "ko": "SSH Git 주소"
          },
          "value": "ssh://git@{server.forge.ipv4}:2222/"
        },
        {
          "name": "ssh",
          "label": {
            "en": "Log in to the server",
            "ko": "서버 로그인"
          },
          "value": "ssh root@{server.forge.ipv4}"
        }
      ],
      "licences": [
        {
          "component": "Forgejo",
          "version": "15.0.9",
          "spdx": "GPL-3.0-or-later",
          "url": "https://codeberg.org/forgejo/forgejo/src/tag/v15.0.9/LICENSE"
        },
        {
          "component": "Podman",
          "version": "4.9 (Ubuntu 24.04)",
          "spdx": "Apache-2.0",
          "url": "https://github.com/containers/podman/blob/v4.9/LICENSE"
        },
        {
          "component": "OpenSSL",
          "version": "3.0 (Ubuntu 24.04)",
          "spdx": "Apache-2.0",
          "url": "https://openssl-library.org/source/license/"
        },
        {
          "component": "Git, in the image",
          "version": "of Forgejo 15.0.9's image",
          "spdx": "GPL-2.0-only",
          "url": "https://github.com/git/git/blob/master/COPYING"
        },
        {
          "component": "curl",
          "version": "8.5 (Ubuntu 24.04)",
          "spdx": "curl",
          "url": "https://curl.se/docs/copyright.html"
        }
      ],
      "install_minutes": 5,
      "image": "ubuntu-24.04"
    },
    "icon": "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\" width=\"48\" height=\"48\" aria-hidden=\"true\">\n  <rect width=\"48\" height=\"48\" rx=\"10\" fill=\"#9a3412\"/>\n  <path d=\"M17 14v20M17 30c0-7 14-3 14-11\" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"3\"/>\n  <circle cx=\"17\" cy=\"12\" r=\"4\" fill=\"#ffffff\"/>\n  <circle cx=\"17\" cy=\"36\" r=\"4\" fill=\"#ffffff\"/>\n  <circle cx=\"31\" cy=\"16\" r=\"4\" fill=\"#fed7aa\"/>\n</svg>\n",
    "cloud_init": {
      "forge": "#cloud-config\npackages: [podman, openssl, curl]\nwrite_files:\n  # Podman makes forgejo.service of it at every boot. The digest is that of 15.0.9-rootless, for all architectures.\n  - path: /etc/containers/systemd/forgejo.container\n    permissions: \"0644\"\n    content: |\n      [Unit]\n      Description=Forgejo\n      Wants=network-online.target\n      After=network-online.target\n      # Never started on the empty folder beneath the volume.\n      RequiresMountsFor=/srv/data\n\n      [Container]\n      ContainerName=forgejo\n      Image=codeberg.org/forgejo/forgejo@sha256:caf1bca332f95cdcf124227a4bfa3b49bbbfbbc8a5e4a97406921cb581165413\n      # With the host's network the host's own rules hold for it too, the one for Hetzner's metadata among them.\n      Network=host\n      Volume=/srv/data/forgejo:/var/lib/gitea\n      EnvironmentFile=/srv/data/forgejo.env\n\n      [Service]\n      Restart=always\n      RestartSec=10s\n      TimeoutStartSec=15min\n\n      [Install]\n      WantedBy=multi-user.target\n  # Forgejo is no root, and listens on 443.\n  - path: /etc/sysctl.d/60-prego-forgejo.conf\n    permissions: \"0644\"\n    content: |\n      net.ipv4.ip_unprivileged_port_start = 443\n  - path: /usr/local/sbin/prego-install\n    permissions: \"0700\"\n    content: |\n      #!/usr/bin/env bash\n      # Sets Forgejo up on the volume. It may be run again at any time.\n      set -euo pipefail\n      . /etc/prego/values.env\n      mountpoint -q /srv/data || { echo 'The volume is not mounted at /srv/data.' >&2; exit 1; }\n      sysctl --quiet --load=/etc/sysctl.d/60-prego-forgejo.conf\n      umask 077\n      home=/srv/data/forgejo\n      tls=$home/tls\n      # Hetzner's metadata service, which knows the public address.\n      address=$(curl -fsS --retry 10 --retry-all-errors http://169.254.169.254/hetzner/v1/metadata/public-ipv4)\n\n      # In the image Forgejo runs as 1000.\n      install -d -m 0700 -o 1000 -g 1000 \"$home\" \"$tls\"\n      if [ ! -e \"$tls/host.crt\" ]; then\n        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \\\n          -subj \"/CN=$PREGO_SERVER_NAME\" -addext \"subjectAltName=IP:$address,IP:$PREGO_PRIVATE_IP\" \\\n          -keyout \"$tls/host.key\" -out \"$tls/host.crt.new\"\n        chown 1000:1000 \"$tls/host.key\" \"$tls/host.crt.new\"\n        mv \"$tls/host.crt.new\" \"$tls/host.crt\"\n      fi\n\n      # The key with which Forgejo encrypts what it keeps: it belongs to the data, and is made once.\n      [ -s /srv/data/forgejo.key ] || openssl rand -hex -out /srv/data/forgejo.key 32\n      cat > /srv/data/forgejo.env <<ENV\n      FORGEJO__database__DB_TYPE=sqlite3\n      FORGEJO__server__PROTOCOL=https\n      FORGEJO__server__HTTP_PORT=443\n      FORGEJO__server__CERT_FILE=/var/lib/gitea/tls/host.crt\n      FORGEJO__server__KEY_FILE=/var/lib/gitea/tls/host.key\n      FORGEJO__server__DOMAIN=$address\n      FORGEJO__server__ROOT_URL=https://$address/\n      FORGEJO__server__SSH_DOMAIN=$address\n      FORGEJO__server__SSH_PORT=2222\n      FORGEJO__server__SSH_LISTEN_PORT=2222\n      FORGEJO__service__DISABLE_REGISTRATION=true\n      FORGEJO__security__INSTALL_LOCK=true\n      FORGEJO__security__SECRET_KEY=$(cat /srv/data/forgejo.key)\n      ENV\n\n      # Apart from the start, which would try once only.\n      image=$(sed -n 's/^Image=//p' /etc/containers/systemd/forgejo.container)\n      for try in 1 2 3 4 5; do\n        podman pull --quiet \"$image\" && break\n        [ \"$try\" -lt 5 ] || { echo \"The image can't be had: $image\" >&2; exit 1; }\n        sleep 15\n      done\n      systemctl daemon-reload\n      systemctl restart forgejo\n      api() {\n        curl -fsS -o /dev/null --cacert \"$tls/host.crt\" --config - \"$@\"\n      }\n      url=https://$PREGO_PRIVATE_IP/api\n      api --retry 60 --retry-delay 2 --retry-all-errors \"$url/healthz\" < /dev/null\n\n      # The administrator, once: who changes the password later keeps it. Forgejo's own command takes a password as an\n      # argument only, which every user of the server could see. So it is made with one that nobody knows, and the real one\n      # is set through the API; curl is told it, and the token, by standard input.\n      user=$PREGO_ADMIN_USER\n      made=/srv/data/forgejo.admin\n      if [ ! -e \"$made\" ]; then\n        forgejo=(podman exec forgejo forgejo admin user)\n        users=$(\"${forgejo[@]}\" list)\n        # The second column is the name.\n        if ! awk -v name=\"$user\" '$2 == name { found = 1 } END { exit !found }' <<< \"$users\"; then\n          \"${forgejo[@]}\" create --admin --must-change-password=false --random-password --username \"$user\" \\\n            --email \"$PREGO_ADMIN_EMAIL\" > /dev/null\n        fi\n        # A name that no earlier try has taken.\n        name=prego-install-$(date +%s)\n        token=$(\"${forgejo[@]}\" generate-access-token --raw --username \"$user\" --token-name \"$name\" --scopes write:admin)\n        api --request PATCH \"$url/v1/admin/users/$user\" <<CURL\n      header = \"Authorization: token $token\"\n      header = \"Content-Type: application/json\"\n      data = \"{\\\"source_id\\\":0,\\\"login_name\\\":\\\"$user\\\",\\\"password\\\":\\\"$PREGO_ADMIN_PASSWORD\\\"}\"\n      CURL\n        # By the password, which is proved by it: a token can't remove one.\n        api --request DELETE \"$url/v1/users/$user/tokens/$name\" <<CURL\n      user = \"$user:$PREGO_ADMIN_PASSWORD\"\n      CURL\n        touch \"$made\"\n      fi\nruncmd:\n  - [/usr/local/sbin/prego-install]\n"
    }
  },
  {
    "manifest": {
      "id": "postgresql",
      "name": {
        "en": "PostgreSQL",
        "ko": "PostgreSQL"
      },
      "summary": {
        "en": "PostgreSQL 16 on a server of its own, reached through the private network, with its data on a volume.",
        "ko": "전용 서버의 PostgreSQL 16을 사설 네트워크로 제공하며 데이터는 볼륨에 보관합니다."
      },
      "version": "1.0.0",
      "category": "database",
      "keywords": [
        "sql",
        "database",
        "postgres"
      ],
      "overview": {
        "en": "One database with its owner, ready to connect to from any server of the private network, by password (SCRAM) and over TLS. It is PostgreSQL 16 of Ubuntu 24.04: minor releases come with the daily security updates, the major version never changes by itself. The data lies on a volume of its own at /srv/data.\n\nNothing is backed up: run pg_dump from another server every day, or set up WAL archiving, before you put data there that matters. Returning the resources deletes the volume. Attach no second volume to the server: at its next boot chance would say which of them is mounted.",
        "ko": "사설 네트워크의 모든 서버에서 비밀번호(SCRAM)와 TLS로 접속할 수 있는 데이터베이스 하나와 소유자 계정을 준비합니다. Ubuntu 24.04의 PostgreSQL 16을 사용하므로 마이너 릴리스는 매일 설치되는 보안 업데이트로 반영되고 메이저 버전은 자동으로 바뀌지 않습니다. 데이터는 /srv/data에 마운트된 별도 볼륨에 보관합니다.\n\n백업은 포함되어 있지 않으므로 중요한 데이터를 저장하기 전에 다른 서버에서 매일 pg_dump를 실행하거나 WAL 아카이빙을 설정하세요. 리소스를 반납하면 볼륨도 삭제됩니다. 이 서버에 다른 볼륨을 추가로 연결하지 마세요. 다음 부팅 때 어느 볼륨이 마운트될지 알 수 없습니다."
      },
      "features": [
        {
          "en": "PostgreSQL 16 from Ubuntu, with security updates every day",
          "ko": "매일 보안 업데이트되는 Ubuntu의 PostgreSQL 16"
        },
        {
          "en": "Listens in the private network only; the public address has SSH alone",
          "ko": "사설 네트워크에서만 수신하며 공인 주소에는 SSH만 개방"
        },
        {
          "en": "Data on a volume of its own, with checksums",
          "ko": "체크섬을 사용하는 별도 볼륨의 데이터"
        },
        {
          "en": "A database, its owner and a password that no other run has",
          "ko": "실행마다 새로 만드는 데이터베이스, 소유자, 비밀번호"
        },
        {
          "en": "Returned as a whole, the volume with all data on it too: backups are yours to make",
          "ko": "반납 시 볼륨과 데이터까지 모두 삭제(백업은 직접 준비)"
        }
      ],
      "prerequisites": [
        {
          "kind": "network",
          "text": {
            "en": "A private network in the Hetzner project. It is used as it is, and stays when the resources are returned.",
            "ko": "Hetzner 프로젝트에 사설 네트워크가 있어야 합니다. 기존 네트워크를 그대로 사용하며, 리소스를 반납해도 네트워크는 남습니다."
          }
        },
        {
          "kind": "subnet",
          "text": {
            "en": "A subnet of that network, in the network zone of the location.",
            "ko": "해당 네트워크에 선택한 위치와 같은 네트워크 존의 서브넷이 있어야 합니다."
          }
        },
        {
          "kind": "ssh_key",
          "text": {
            "en": "An SSH key in the Hetzner project. Its owner logs in as root.",
            "ko": "Hetzner 프로젝트에 SSH 키가 있어야 합니다. 키의 소유자가 root로 로그인합니다."
          }
        }
      ],
      "servers": [
        {
          "key": "db",
          "purpose": {
            "en": "PostgreSQL 16",
            "ko": "PostgreSQL 16"
          },
          "ports": [
            {
              "protocol": "tcp",
              "port": 5432,
              "from": "network",
              "purpose": {
                "en": "PostgreSQL",
                "ko": "PostgreSQL"
              }
            }
          ],
          "volume_gb": 20,
          "needs": {
            "cores": 2,
            "memory_gb": 2,
            "disk_gb": 20
          }
        }
      ],
      "fields": [
        {
          "type": "name"
        },
        {
          "type": "server_prefix"
        },
        {
          "type": "network"
        },
        {
          "type": "subnet"
        },
        {
          "type": "ssh_key"
        },
        {
          "type": "size"
        },
        {
          "type": "location"
        },
        {
          "type": "text",
          "name": "database",
          "label": {
            "en": "Database and its owner",
            "ko": "데이터베이스와 소유자"
          },
          "help": {
            "en": "Both have this name.",
            "ko": "데이터베이스와 소유자가 같은 이름을 씁니다."
          },
          "pattern": "(?!pg_|postgres$|template[01]$|public$|none$)[a-z][a-z0-9_]*",
          "rule": {
            "en": "Begins with a small letter; then small letters, digits or _. Not a name that PostgreSQL keeps for itself.",
            "ko": "영문 소문자로 시작하고 소문자, 숫자, _만 사용합니다. PostgreSQL이 예약한 이름은 쓸 수 없습니다."
          },
          "max_length": 40,
          "default": "app"
        },
        {
          "type": "choice",
          "name": "locale",
          "label": {
            "en": "Sort order of text",
            "ko": "문자열 정렬 순서"
          },
          "help": {
            "en": "It cannot be changed later without a dump. The encoding is UTF-8 with either.",
            "ko": "나중에 바꾸려면 덤프가 필요합니다. 인코딩은 모두 UTF-8입니다."
          },
          "options": [
            {
              "value": "C.UTF-8",
              "label": {
                "en": "By code point, the same everywhere",
                "ko": "코드 포인트 순(환경과 무관)"
              }
            },
            {
              "value": "en_US.UTF-8",
              "label": {
                "en": "English",
                "ko": "영어"
              }
            },
            {
              "value": "ko_KR.UTF-8",
              "label": {
                "en": "Korean",
                "ko": "한국어"
              }
            }
          ],
          "default": "C.UTF-8"
        }
      ],
      "secrets": [
        {
          "name": "database_password",
          "label": {
            "en": "Password of the database's owner",
            "ko": "데이터베이스 소유자의 비밀번호"
          },
          "length": 32
        }
      ],
      "outputs": [
        {
          "name": "address",
          "label": {
            "en": "Connect from the private network",
            "ko": "사설 네트워크에서 접속"
          },
          "value": "postgresql://{value.database}@{server.db.private_ip}:5432/{value.database}?sslmode=require"
        },
        {
          "name": "ssh",
          "label": {
            "en": "Log in to the server",
            "ko": "서버 로그인"
          },
          "value": "ssh root@{server.db.ipv4}"
        },
        {
          "name": "superuser",
          "label": {
            "en": "As superuser, on the server",
            "ko": "서버에서 관리자로 접속"
          },
          "value": "runuser -u postgres psql"
        }
      ],
      "licences": [
        {
          "component": "PostgreSQL",
          "version": "16 (Ubuntu 24.04)",
          "spdx": "PostgreSQL",
          "url": "https://www.postgresql.org/about/licence/"
        },
        {
          "component": "OpenSSL",
          "version": "3.0 (Ubuntu 24.04)",
          "spdx": "Apache-2.0",
          "url": "https://openssl-library.org/source/license/"
        },
        {
          "component": "GNU C Library, its locales",
          "version": "2.39 (Ubuntu 24.04)",
          "spdx": "LGPL-2.1-or-later",
          "url": "https://www.gnu.org/software/libc/"
        }
      ],
      "install_minutes": 4,
      "image": "ubuntu-24.04"
    },
    "icon": "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\" width=\"48\" height=\"48\" aria-hidden=\"true\">\n  <rect width=\"48\" height=\"48\" rx=\"10\" fill=\"#1d4ed8\"/>\n  <path d=\"M12 15v18c0 3 5.4 5 12 5s12-2 12-5V15\" fill=\"#ffffff\"/>\n  <ellipse cx=\"24\" cy=\"15\" rx=\"12\" ry=\"5\" fill=\"#bfdbfe\"/>\n  <path d=\"M12 22c0 3 5.4 5 12 5s12-2 12-5M12 29c0 3 5.4 5 12 5s12-2 12-5\" fill=\"none\" stroke=\"#1d4ed8\" stroke-width=\"2\"/>\n</svg>\n",
    "cloud_init": {
      "db": "#cloud-config\npackages: [postgresql-16, locales]\nwrite_files:\n  # Before the package: else it makes a cluster on the root disk.\n  - path: /etc/postgresql-common/createcluster.d/prego.conf\n    permissions: \"0644\"\n    content: |\n      create_main_cluster = false\n  # Never started on the empty folder beneath the volume.\n  - path: /etc/systemd/system/postgresql@16-main.service.d/prego.conf\n    permissions: \"0644\"\n    content: |\n      [Unit]\n      RequiresMountsFor=/srv/data\n  # At a boot the service may come before the private address does.\n  - path: /etc/sysctl.d/60-prego-nonlocal-bind.conf\n    permissions: \"0644\"\n    content: |\n      net.ipv4.ip_nonlocal_bind = 1\n  - path: /usr/local/sbin/prego-install\n    permissions: \"0700\"\n    content: |\n      #!/usr/bin/env bash\n      # Sets PostgreSQL up on the volume. It may be run again at any time.\n      set -euo pipefail\n      . /etc/prego/values.env\n      mountpoint -q /srv/data || { echo 'The volume is not mounted at /srv/data.' >&2; exit 1; }\n      sysctl --quiet --load=/etc/sysctl.d/60-prego-nonlocal-bind.conf\n      [ \"$PREGO_LOCALE\" = C.UTF-8 ] || locale-gen \"$PREGO_LOCALE\"\n\n      conf=/etc/postgresql/16/main\n      if [ ! -e \"$conf/postgresql.conf\" ]; then\n        install -d -o postgres -g postgres /srv/data/postgresql\n        pg_createcluster --datadir /srv/data/postgresql/16/main --encoding UTF8 --locale \"$PREGO_LOCALE\" 16 main \\\n          -- --data-checksums\n      fi\n      printf \"listen_addresses = 'localhost,%s'\\n\" \"$PREGO_PRIVATE_IP\" > \"$conf/conf.d/prego.conf\"\n      # From anywhere that reaches the private address: the host's rules let the private network there and nobody else.\n      rule='hostssl all all 0.0.0.0/0 scram-sha-256'\n      grep -qxF \"$rule\" \"$conf/pg_hba.conf\" || printf '%s\\n' \"$rule\" >> \"$conf/pg_hba.conf\"\n      systemctl daemon-reload\n      systemctl restart postgresql@16-main\n\n      # By the environment, which only root and postgres can read: arguments are for all to see.\n      export PREGO_DATABASE PREGO_DATABASE_PASSWORD\n      runuser -u postgres -- psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 <<'SQL'\n      \\getenv database PREGO_DATABASE\n      \\getenv password PREGO_DATABASE_PASSWORD\n      -- A statement that fails must not take the password to the log.\n      SET log_statement = 'none';\n      SET log_min_error_statement = 'panic';\n      SELECT format('CREATE ROLE %I LOGIN', :'database')\n        WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'database') \\gexec\n      ALTER ROLE :\"database\" PASSWORD :'password';\n      SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'database')\n        WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec\n      SQL\n\n      # As whoever comes from the network: by password and over TLS.\n      export PGPASSWORD=\"$PREGO_DATABASE_PASSWORD\" PGSSLMODE=require\n      psql --no-psqlrc --quiet --host \"$PREGO_PRIVATE_IP\" --username \"$PREGO_DATABASE\" --command '' \"$PREGO_DATABASE\"\nruncmd:\n  - [/usr/local/sbin/prego-install]\n"
    }
  },
  {
    "manifest": {
      "id": "shared-node",
      "name": {
        "en": "Shared node",
        "ko": "공유 노드"
      },
      "summary": {
        "en": "One server with nginx, hardened as our shared nodes are, ready for workspaces of several tenants.",
        "ko": "여러 테넌트의 워크스페이스를 올릴 수 있도록 공유 노드처럼 보안을 강화하고 nginx를 설치한 서버 한 대입니다."
      },
      "version": "1.0.0",
      "category": "platform",
      "keywords": [
        "node",
        "tenant",
        "nginx",
        "web"
      ],
      "overview": {
        "en": "A server with nginx in front, hardened as our own nodes are: SSH by key only, security updates every day, the right time, and nothing open besides SSH, HTTP and HTTPS. nginx answers every name that it does not know with 404 over its own certificate, so that a workspace is one more file in /etc/nginx/conf.d. Use it to try a change on a node that no tenant is on, or for sites of your own. It is not in the placement of tenants: nobody is put here by the control plane. Unlike our shared nodes it reports neither metrics nor its host key, speaks no HTTP/3, and is open on its ports for the chosen network too.",
        "ko": "nginx를 갖추고 운영 중인 노드와 동일하게 보안이 강화된 서버입니다. SSH는 키로만 접속하고, 보안 업데이트를 매일 설치하며, 시간을 동기화하고, SSH·HTTP·HTTPS 외에는 아무 포트도 열지 않습니다. nginx는 등록되지 않은 이름에 자체 인증서로 404를 응답하므로 /etc/nginx/conf.d에 파일 하나만 추가하면 워크스페이스를 올릴 수 있습니다. 테넌트가 없는 노드에서 변경을 시험하거나 자체 사이트를 운영할 때 사용하세요. 테넌트 배치 대상이 아니므로 컨트롤 플레인이 이 서버에 테넌트를 배치하지 않습니다. 공유 노드와 달리 지표와 호스트 키를 보고하지 않고 HTTP/3를 지원하지 않으며, 선택한 네트워크에도 위 포트가 열려 있습니다."
      },
      "features": [
        {
          "en": "nginx from Ubuntu, with a certificate of the host's own",
          "ko": "Ubuntu의 nginx와 호스트 자체 인증서"
        },
        {
          "en": "Python and OpenSSL, as the playbook for workspaces expects them",
          "ko": "워크스페이스 플레이북에 필요한 Python과 OpenSSL"
        },
        {
          "en": "SSH by key only, security updates every day, firewalls of Hetzner and of the host",
          "ko": "키 전용 SSH, 매일 설치되는 보안 업데이트, Hetzner 방화벽과 호스트 방화벽"
        },
        {
          "en": "A password for Hetzner's console, for when SSH is out of reach",
          "ko": "SSH로 접속할 수 없을 때 Hetzner 콘솔에서 쓰는 비밀번호"
        },
        {
          "en": "Returned as a whole, the server with its disk: backups are yours to make",
          "ko": "반납 시 서버와 디스크까지 모두 삭제(백업은 직접 준비)"
        }
      ],
      "prerequisites": [
        {
          "kind": "network",
          "text": {
            "en": "A private network in the Hetzner project. It is used as it is, and stays when the resources are returned.",
            "ko": "Hetzner 프로젝트에 사설 네트워크가 있어야 합니다. 기존 네트워크를 그대로 사용하며, 리소스를 반납해도 네트워크는 남습니다."
          }
        },
        {
          "kind": "subnet",
          "text": {
            "en": "A subnet of that network, in the network zone of the location.",
            "ko": "해당 네트워크에 선택한 위치와 같은 네트워크 존의 서브넷이 있어야 합니다."
          }
        },
        {
          "kind": "ssh_key",
          "text": {
            "en": "An SSH key in the Hetzner project. Its owner logs in as root.",
            "ko": "Hetzner 프로젝트에 SSH 키가 있어야 합니다. 키의 소유자가 root로 로그인합니다."
          }
        }
      ],
      "servers": [
        {
          "key": "node",
          "purpose": {
            "en": "Serves the workspaces",
            "ko": "워크스페이스 제공"
          },
          "ports": [
            {
              "protocol": "tcp",
              "port": 80,
              "from": "anywhere",
              "purpose": {
                "en": "HTTP, sent on to HTTPS",
                "ko": "HTTP(HTTPS로 전환)"
              }
            },
            {
              "protocol": "tcp",
              "port": 443,
              "from": "anywhere",
              "purpose": {
                "en": "HTTPS",
                "ko": "HTTPS"
              }
            }
          ],
          "needs": {
            "cores": 2,
            "memory_gb": 4,
            "disk_gb": 40
          }
        }
      ],
      "fields": [
        {
          "type": "name"
        },
        {
          "type": "server_prefix"
        },
        {
          "type": "network"
        },
        {
          "type": "subnet"
        },
        {
          "type": "ssh_key"
        },
        {
          "type": "size"
        },
        {
          "type": "location"
        }
      ],
      "secrets": [
        {
          "name": "console_password",
          "label": {
            "en": "Password of root at Hetzner's console",
            "ko": "Hetzner 콘솔의 root 비밀번호"
          },
          "length": 24
        }
      ],
      "outputs": [
        {
          "name": "ssh",
          "label": {
            "en": "Log in",
            "ko": "로그인"
          },
          "value": "ssh root@{server.node.ipv4}"
        },
        {
          "name": "address",
          "label": {
            "en": "Public address, for DNS records",
            "ko": "공인 주소(DNS 레코드용)"
          },
          "value": "{server.node.ipv4}"
        },
        {
          "name": "web",
          "label": {
            "en": "Web server, with a certificate of its own",
            "ko": "웹 서버(자체 서명 인증서)"
          },
          "value": "https://{server.node.ipv4}/"
        },
        {
          "name": "private_ip",
          "label": {
            "en": "Private address",
            "ko": "사설 주소"
          },
          "value": "{server.node.private_ip}"
        }
      ],
      "licences": [
        {
          "component": "nginx",
          "version": "1.24 (Ubuntu 24.04)",
          "spdx": "BSD-2-Clause",
          "url": "https://nginx.org/LICENSE"
        },
        {
          "component": "OpenSSL",
          "version": "3.0 (Ubuntu 24.04)",
          "spdx": "Apache-2.0",
          "url": "https://openssl-library.org/source/license/"
        },
        {
          "component": "Python",
          "version": "3.12 (Ubuntu 24.04)",
          "spdx": "PSF-2.0",
          "url": "https://docs.python.org/3.12/license.html"
        },
        {
          "component": "python-apt",
          "version": "2.7 (Ubuntu 24.04)",
          "spdx": "GPL-2.0-or-later",
          "url": "https://salsa.debian.org/apt-team/python-apt"
        }
      ],
      "install_minutes": 3,
      "image": "ubuntu-24.04"
    },
    "icon": "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\" width=\"48\" height=\"48\" aria-hidden=\"true\">\n  <rect width=\"48\" height=\"48\" rx=\"10\" fill=\"#0f766e\"/>\n  <rect x=\"10\" y=\"11\" width=\"28\" height=\"11\" rx=\"3\" fill=\"#ffffff\"/>\n  <rect x=\"10\" y=\"26\" width=\"28\" height=\"11\" rx=\"3\" fill=\"#ffffff\"/>\n  <circle cx=\"16\" cy=\"16.5\" r=\"2\" fill=\"#0f766e\"/>\n  <circle cx=\"16\" cy=\"31.5\" r=\"2\" fill=\"#0f766e\"/>\n  <path d=\"M23 16.5h10M23 31.5h10\" stroke=\"#0f766e\" stroke-width=\"2\" stroke-linecap=\"round\"/>\n</svg>\n",
    "cloud_init": {
      "node": "#cloud-config\npackages: [nginx, openssl, python3, python3-apt]\nwrite_files:\n  # After the package, which makes the folder.\n  - path: /etc/nginx/conf.d/prego-host.conf\n    permissions: \"0644\"\n    defer: true\n    content: |\n      server_tokens off;\n\n      # Nothing is served in the clear.\n      server {\n          listen 80 default_server;\n          return 301 https://$host$request_uri;\n      }\n\n      # Whoever comes by a name that nobody here has.\n      server {\n          listen 443 ssl default_server;\n          ssl_certificate /etc/prego/tls/host.crt;\n          ssl_certificate_key /etc/prego/tls/host.key;\n          return 404;\n      }\n  - path: /usr/local/sbin/prego-install\n    permissions: \"0700\"\n    content: |\n      #!/usr/bin/env bash\n      # Sets the node up. It may be run again at any time.\n      set -euo pipefail\n      . /etc/prego/values.env\n      umask 077\n\n      # The host's own certificate: it stands where the playbook for workspaces looks for it.\n      tls=/etc/prego/tls\n      mkdir -p \"$tls\"\n      if [ ! -e \"$tls/host.crt\" ]; then\n        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \\\n          -subj \"/CN=$PREGO_SERVER_NAME\" -addext \"subjectAltName=DNS:$PREGO_SERVER_NAME\" \\\n          -keyout \"$tls/host.key\" -out \"$tls/host.crt.new\"\n        mv \"$tls/host.crt.new\" \"$tls/host.crt\"\n      fi\n\n      # For Hetzner's console only: sshd takes no passwords. printf is no process, so nobody sees it in a list of them.\n      printf 'root:%s\\n' \"$PREGO_CONSOLE_PASSWORD\" | chpasswd\n\n      # The distribution's example answers to every name.\n      rm -f /etc/nginx/sites-enabled/default\n      nginx -t -q\n      systemctl enable nginx\n      systemctl restart nginx\nruncmd:\n  - [/usr/local/sbin/prego-install]\n"
    }
  }
];
