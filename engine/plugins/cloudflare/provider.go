// Package cloudflare bridges Cloudflare's DNS record to the token and property names of @pulumi/cloudflare.
package cloudflare

import (
	"github.com/cloudflare/terraform-provider-cloudflare/dnsrecord"
	pf "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
)

// Version is that of the npm package whose programs this plugin serves: Pulumi looks plugins up by it.
const Version = "6.22.1"

// Provider describes the plugin. The metadata are what the bridge wrote when the schema was generated.
func Provider(metadata []byte) tfbridge.ProviderInfo {
	info := tfbridge.ProviderInfo{
		P:            pf.ShimProvider(dnsrecord.New(Version)),
		Name:         "cloudflare",
		Version:      Version,
		GitHubOrg:    "cloudflare",
		MetadataInfo: tfbridge.NewProviderMetadata(metadata),
	}
	info.MustComputeTokens(tokens.SingleModule("cloudflare_", "index", tokens.MakeStandard("cloudflare")))
	info.MustApplyAutoAliases()
	info.SetAutonaming(255, "-")
	return info
}
