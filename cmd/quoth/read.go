package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"quoth"
	"quoth/internal/plain"
	"quoth/internal/record"
	"quoth/reader"
)

// readOptions are the flags of "quoth read".
type readOptions struct {
	format        string
	errorsAs      string
	color         string
	given         quoth.Article // title, outlet and published
	jobs          int
	minConfidence float64
	model         string
	quiet         bool
	noProgress    bool
}

func newReadCommand() *cobra.Command {
	var o readOptions
	c := &cobra.Command{
		Use:   "read FILE|-...",
		Short: "Show or write who said what in articles",
		Long: "Read shows who said what in articles: text files, JSON Lines with one article a line\n" +
			"(.jsonl), both also compressed with gzip, or either of them on standard input (-).",
		Example: "  quoth read harbour.txt\n" +
			"  quoth read --format jsonl news.jsonl.gz > records.jsonl\n" +
			"  curl -s https://example.org/news.txt | quoth read --published 2024-05-02 -",
		Args: atLeast(1, "at least one FILE, or - for standard input"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(c); err != nil {
				return err
			}
			return o.run(c, args)
		},
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", "terminal", "terminal, json, jsonl or csv")
	f.StringVar(&o.given.Published, "published", "", "date of publication, `ISO 8601`, where the input gives none")
	f.StringVar(&o.given.Outlet, "outlet", "", "outlet, where the input gives none")
	f.StringVar(&o.given.Title, "title", "", "title, where the input gives none")
	f.IntVar(&o.jobs, "jobs", 0, "articles to read at once, 0 for one a processor")
	f.Float64Var(&o.minConfidence, "min-confidence", 0, "leave out statements with less confidence (0 to 1)")
	f.StringVar(&o.model, "model", "", "model `FILE` to read with instead of the model inside")
	f.BoolVar(&o.quiet, "quiet", false, "no messages about inputs that cannot be read, no progress")
	f.BoolVar(&o.noProgress, "no-progress", false, "no progress on a terminal")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	f.StringVar(&o.errorsAs, "errors", "text", "text, or jsonl for lines among the records where an input cannot be read")
	return c
}

// check finds values that the flags cannot have.
func (o *readOptions) check(c *cobra.Command) error {
	for _, f := range []struct {
		name, value string
		known       []string
	}{
		{"format", o.format, []string{"terminal", "json", "jsonl", "csv"}},
		{"color", o.color, []string{"auto", "always", "never"}},
		{"errors", o.errorsAs, []string{"text", "jsonl"}},
	} {
		if !slices.Contains(f.known, f.value) {
			return usage(c, "--%s %q is none of %q", f.name, f.value, f.known)
		}
	}
	if o.errorsAs == "jsonl" && o.format != "jsonl" {
		return usage(c, "--errors jsonl needs --format jsonl")
	}
	if !(o.minConfidence >= 0 && o.minConfidence <= 1) {
		return usage(c, "--min-confidence %v is not between 0 and 1", o.minConfidence)
	}
	if o.jobs < 0 {
		return usage(c, "--jobs %d is less than 0", o.jobs)
	}
	if err := plain.CheckDate(o.given.Published); err != nil {
		return usage(c, "--%v", err)
	}
	return nil
}

// run reads all inputs and writes what comes of each, in order.
func (o *readOptions) run(c *cobra.Command, names []string) error {
	rd, err := reader.New(reader.Options{Model: o.model, Kernel: os.Getenv(kernelVariable)})
	if err != nil {
		return failure{err}
	}
	defer rd.Close()
	buffered := bufio.NewWriterSize(c.OutOrStdout(), 1<<16)
	out := o.writer(buffered, c.OutOrStdout())
	progress := newProgress(c.ErrOrStderr(), !o.quiet && !o.noProgress)
	failed := false
	for res := range rd.All(articles(names, c.InOrStdin(), o.given), o.jobs) {
		if c.Context().Err() != nil {
			break
		}
		err := o.write(out, res)
		var bad badRecord
		if errors.As(err, &bad) {
			res.Err = bad
			err = o.write(out, res)
		}
		if err == nil {
			err = buffered.Flush()
		}
		if err != nil {
			return failure{err}
		}
		if res.Err != nil {
			failed = true
			progress.clear()
			if !o.quiet {
				complain(c.ErrOrStderr(), res.Err)
			}
		}
		progress.step()
	}
	progress.clear()
	if err := out.close(); err != nil {
		return failure{err}
	}
	if err := buffered.Flush(); err != nil {
		return failure{err}
	}
	if c.Context().Err() != nil {
		return exit(exitInterrupted)
	}
	if failed {
		return exit(exitInput)
	}
	return nil
}

// write writes one result.
func (o *readOptions) write(out recordWriter, res reader.Result) error {
	if res.Err != nil {
		if o.errorsAs == "jsonl" {
			return out.fail(res.Article.ID, res.Err)
		}
		return nil
	}
	r := res.Record
	if o.minConfidence > 0 {
		r = record.Confident(r, o.minConfidence)
	}
	return out.record(res.Article, r)
}

func (o *readOptions) writer(w, stdout io.Writer) recordWriter {
	switch o.format {
	case "json":
		return &jsonWriter{array: record.NewArray(w)}
	case "jsonl":
		return &jsonlWriter{w: w}
	case "csv":
		return &csvWriter{csv: record.NewCSV(w)}
	}
	return &terminalWriter{w: w, options: terminal(stdout, o.color, os.Getenv)}
}
