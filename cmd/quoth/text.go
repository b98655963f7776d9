package main

import (
	"bufio"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"quoth"
	"quoth/internal/record"
	"quoth/internal/view"
)

func newTextCommand() *cobra.Command {
	var format string
	var quiet bool
	c := &cobra.Command{
		Use:   "text FILE|-...",
		Short: "Print articles as quoth reads them",
		Long: "Text prints articles as quoth reads them. With --format text it is the text, byte\n" +
			"for byte (control characters are made visible on a terminal); several articles have\n" +
			"a blank line between them. With --format jsonl it is the input format of \"quoth read\".",
		Args: atLeast(1, "at least one FILE, or - for standard input"),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "jsonl" {
				return usage(c, `--format %q is none of ["text" "jsonl"]`, format)
			}
			return runText(c, args, format, quiet)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or jsonl")
	c.Flags().BoolVar(&quiet, "quiet", false, "no messages about inputs that cannot be read")
	return c
}

func runText(c *cobra.Command, names []string, format string, quiet bool) error {
	out := bufio.NewWriterSize(c.OutOrStdout(), 1<<16)
	write := writeArticle
	if format == "text" {
		_, shown := isTerminal(c.OutOrStdout())
		write = (&textWriter{shown: shown}).write
	}
	failed := false
	for a, err := range articles(names, c.InOrStdin(), quoth.Article{}) {
		if c.Context().Err() != nil {
			return exit(exitInterrupted)
		}
		if err != nil {
			failed = true
			if !quiet {
				complain(c.ErrOrStderr(), err)
			}
			continue
		}
		if err := write(out, a); err != nil {
			return failure{err}
		}
		if err := out.Flush(); err != nil {
			return failure{err}
		}
	}
	if failed {
		return exit(exitInput)
	}
	return nil
}

// writeArticle writes an article as one line of JSON.
func writeArticle(w io.Writer, a quoth.Article) error {
	line, err := record.EncodeArticle(nil, a)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

// textWriter writes the texts of articles, with a blank line between them.
type textWriter struct {
	shown bool   // on a terminal
	gap   string // what ends the text before
}

func (t *textWriter) write(w io.Writer, a quoth.Article) error {
	text := a.Text
	if t.shown {
		text = view.Visible(strings.ReplaceAll(text, "\r\n", "\n"))
		text = strings.TrimSuffix(text, "\n") + "\n"
	}
	if _, err := io.WriteString(w, t.gap+text); err != nil {
		return err
	}
	t.gap = "\n"
	if !strings.HasSuffix(text, "\n") {
		t.gap = "\n\n"
	}
	return nil
}
