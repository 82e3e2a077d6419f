// Package dnsrecord is a Terraform provider that serves the vendor's own DNS record resource and nothing else.
//
// The vendor's provider has some 250 services, each of which takes seconds to compile; this one builds in minutes.
// What it leaves out is told in docs/sandbox-differences.md.
package dnsrecord

import (
	"context"
	"os"

	"github.com/cloudflare/cloudflare-go/v7"
	"github.com/cloudflare/cloudflare-go/v7/option"
	"github.com/cloudflare/terraform-provider-cloudflare/internal/services/dns_record"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type recordProvider struct{ version string }

// settings are the two of the vendor's arguments that a client of DNS records needs.
type settings struct {
	APIToken types.String `tfsdk:"api_token"`
	BaseURL  types.String `tfsdk:"base_url"`
}

// New returns the provider under the version that it is to report.
func New(version string) provider.Provider {
	return &recordProvider{version: version}
}

func (p *recordProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "cloudflare"
	resp.Version = p.version
}

func (p *recordProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"api_token": schema.StringAttribute{
			Optional: true, Sensitive: true,
			Description: "The API token; CLOUDFLARE_API_TOKEN where it is not given.",
		},
		"base_url": schema.StringAttribute{
			Optional:    true,
			Description: "The API's address up to /client/v4; CLOUDFLARE_BASE_URL where it is not given.",
		},
	}}
}

func (p *recordProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var given settings
	resp.Diagnostics.Append(req.Config.Get(ctx, &given)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var options []option.RequestOption
	if url := givenOrEnv(given.BaseURL, "CLOUDFLARE_BASE_URL"); url != "" {
		options = append(options, option.WithBaseURL(url))
	}
	if token := givenOrEnv(given.APIToken, "CLOUDFLARE_API_TOKEN"); token != "" {
		options = append(options, option.WithAPIToken(token))
	}
	client := cloudflare.NewClient(options...)
	resp.ResourceData = client
	resp.DataSourceData = client
}

func (p *recordProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{dns_record.NewResource}
}

func (p *recordProvider) DataSources(context.Context) []func() datasource.DataSource {
	return nil
}

func givenOrEnv(value types.String, variable string) string {
	if value.IsNull() || value.IsUnknown() {
		return os.Getenv(variable)
	}
	return value.ValueString()
}
