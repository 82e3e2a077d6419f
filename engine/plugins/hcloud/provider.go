// Package hcloud bridges Hetzner's own Terraform provider to the token and property names of @pulumi/hcloud.
package hcloud

import (
	"context"

	vendor "github.com/hetznercloud/terraform-provider-hcloud/hcloud"
	pf "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// Version is that of the npm package whose programs this plugin serves: Pulumi looks plugins up by it.
const Version = "1.41.0"

// Provider describes the plugin. The metadata are what the bridge wrote when the schema was generated.
func Provider(metadata []byte) tfbridge.ProviderInfo {
	// The vendor is moving from the older plugin SDK to the framework: half of its resources live in each.
	both := pf.MuxShimWithPF(context.Background(), sdkv2.NewProvider(vendor.Provider()), vendor.NewPluginProvider())
	info := tfbridge.ProviderInfo{
		P:            both,
		Name:         "hcloud",
		Version:      Version,
		GitHubOrg:    "hetznercloud",
		MetadataInfo: tfbridge.NewProviderMetadata(metadata),
		Resources:    resourcesWithStringIDs(both),
	}
	info.MustComputeTokens(tokens.SingleModule("hcloud_", "index", tokens.MakeStandard("hcloud")))
	info.MustApplyAutoAliases()
	info.SetAutonaming(255, "-")
	return info
}

// Pulumi's ids are strings, while some of the vendor's resources declare theirs as numbers.
func resourcesWithStringIDs(provider shim.Provider) map[string]*tfbridge.ResourceInfo {
	resources := map[string]*tfbridge.ResourceInfo{}
	provider.ResourcesMap().Range(func(name string, resource shim.Resource) bool {
		if id, ok := resource.Schema().GetOk("id"); ok && id.Type() != shim.TypeString {
			resources[name] = &tfbridge.ResourceInfo{Fields: map[string]*tfbridge.SchemaInfo{"id": {Type: "string"}}}
		}
		return true
	})
	return resources
}
