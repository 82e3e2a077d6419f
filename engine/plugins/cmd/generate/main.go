// Command generate writes what a plugin embeds, schema.json and bridge-metadata.json:
//
//	generate hcloud|cloudflare FOLDER
package main

import (
	"fmt"
	"os"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfgen"

	"prego/engine/plugins/cloudflare"
	"prego/engine/plugins/hcloud"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: generate hcloud|cloudflare FOLDER")
		os.Exit(2)
	}
	plugin, folder := os.Args[1], os.Args[2]
	// The bridge's generators are commands of their own: they read their arguments from the process.
	empty := []byte("{}")
	switch plugin {
	case "hcloud":
		os.Args = []string{os.Args[0], "schema", "--out", folder}
		tfgen.MainWithMuxer(plugin, hcloud.Provider(empty))
	case "cloudflare":
		os.Args = []string{os.Args[0], "schema", "--out", folder}
		tfgen.Main(plugin, cloudflare.Provider(empty))
	default:
		fmt.Fprintf(os.Stderr, "no plugin %q\n", plugin)
		os.Exit(2)
	}
}
