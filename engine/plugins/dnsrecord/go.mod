// This folder takes a path inside the vendor's module, because the record resource is in its `internal`.
module github.com/cloudflare/terraform-provider-cloudflare/dnsrecord

go 1.25.8

require github.com/cloudflare/terraform-provider-cloudflare v0.0.0-20260824180050-4f360d592a7d
