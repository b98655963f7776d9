package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"quoth/internal/view"
	inside "quoth/model"
)

// version is set by the linker for releases.
var version = ""

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program and of the model inside",
		Long: "Version prints the version of the program, and the name and hash of the model inside.\n" +
			"Both decide what a record says of an article.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			model, err := inside.Open()
			if err != nil {
				return failure{err}
			}
			if _, err := fmt.Fprintf(c.OutOrStdout(), "%s\nmodel %s %s\n", versionText(), view.OneLine(model.Name), model.Hash); err != nil {
				return failure{err}
			}
			return nil
		},
	}
}

// versionText is "quoth v1.2.3 go1.26.0 linux/amd64".
func versionText() string {
	v := version
	if info, ok := debug.ReadBuildInfo(); ok && v == "" {
		v = info.Main.Version
	}
	if v == "" || v == "(devel)" {
		v = "devel"
	}
	return fmt.Sprintf("quoth %s %s %s/%s", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
