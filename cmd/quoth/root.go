package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "quoth",
		Short: "Who said what in news articles, with proof",
		Long: "Quoth reads news articles and keeps a verifiable record of who said what.\n\n" +
			"Exit codes: 0 all well; 1 some input could not be read (the rest was); 2 usage;\n" +
			"3 a check found differences; 130 interrupted.",
		Version:       versionText(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%s: %w (see %s --help)", c.Name(), err, c.CommandPath())
	})
	root.AddCommand(newReadCommand(), newTextCommand(), newCheckCommand(), newEvalCommand(), newModelCommand(), newVersionCommand())
	return root
}

// atLeast wants n arguments and says which.
func atLeast(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return fmt.Errorf("%s: give %s (see %s --help)", c.Name(), what, c.CommandPath())
		}
		return nil
	}
}

// usage is an error about the value of a flag.
func usage(c *cobra.Command, format string, args ...any) error {
	return fmt.Errorf("%s: %s (see %s --help)", c.Name(), fmt.Sprintf(format, args...), c.CommandPath())
}
