package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"quoth/internal/eval"
	"quoth/internal/plain"
	"quoth/internal/record"
)

// evalOptions are the flags of eval.
type evalOptions struct {
	articles bool
	who      string
	format   string
	outlet   string
	errors   []string
	limit    int
}

func newEvalCommand() *cobra.Command {
	var o evalOptions
	c := &cobra.Command{
		Use:   "eval GOLD RECORDS",
		Short: "Score records against gold",
		Long: "Eval scores records (JSON Lines, as read --format jsonl writes them) against gold\n" +
			"(JSON Lines, may be gzip). They are paired by the id of the article. docs/accuracy.md\n" +
			"says what every score means. An article without a record counts as missed, is named,\n" +
			"and makes the exit code 1.\n\n" +
			"With --articles it prints the articles of GOLD instead, in the input format of read.\n\n" +
			"--errors prints what is wrong before the scores: missed, invented, spans, entity (the\n" +
			"usual: all of these), layers (venue, addressee, said, labels), nested; or all.",
		Example: "  quoth eval --articles gold.jsonl | quoth read --format jsonl - > records.jsonl\n" +
			"  quoth eval gold.jsonl records.jsonl\n" +
			"  quoth eval --errors=missed,entity --outlet BBC --limit 20 gold.jsonl records.jsonl",
		Args: func(c *cobra.Command, args []string) error { return o.arguments(c, args) },
		RunE: func(c *cobra.Command, args []string) error {
			if o.articles {
				return runEvalArticles(c, args[0], &o)
			}
			return runEval(c, args[0], args[1], &o)
		},
	}
	f := c.Flags()
	f.BoolVar(&o.articles, "articles", false, "print the articles of GOLD as input for read")
	f.StringVar(&o.who, "who", "", "`file` with entities, venues, addressees and dates for gold that has spans only")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.StringVar(&o.outlet, "outlet", "", "only the articles of this `outlet`")
	f.StringSliceVar(&o.errors, "errors", nil, "print what is wrong: a list of `kinds`")
	f.Lookup("errors").NoOptDefVal = "usual"
	f.IntVar(&o.limit, "limit", 0, "print at most this many errors of each kind (0: all)")
	return c
}

func (o *evalOptions) arguments(c *cobra.Command, args []string) error {
	switch {
	case o.articles && len(args) != 1:
		return usage(c, "give one GOLD file with --articles")
	case !o.articles && len(args) != 2:
		return usage(c, "give GOLD and RECORDS")
	case o.format != "text" && o.format != "json":
		return usage(c, `--format %q is none of ["text" "json"]`, o.format)
	case o.limit < 0:
		return usage(c, "--limit %d is negative", o.limit)
	}
	if _, word, ok := eval.ParseMissKinds(o.errors); !ok {
		return usage(c, "--errors %q is not known", word)
	}
	return nil
}

// evaluation is one run of eval.
type evaluation struct {
	c       *cobra.Command
	options *evalOptions
	failed  bool
}

func (e *evaluation) fail(err error) {
	e.failed = true
	complain(e.c.ErrOrStderr(), err)
}

func (e *evaluation) end() error {
	switch {
	case e.c.Context().Err() != nil:
		return exit(exitInterrupted)
	case e.failed:
		return exit(exitInput)
	}
	return nil
}

func runEvalArticles(c *cobra.Command, name string, o *evalOptions) error {
	e := &evaluation{c: c, options: o}
	out := bufio.NewWriterSize(c.OutOrStdout(), 1<<16)
	for g := range e.gold(name, nil) {
		if err := writeArticle(out, g.Article); err != nil {
			return failure{err}
		}
	}
	if err := out.Flush(); err != nil {
		return failure{err}
	}
	return e.end()
}

func runEval(c *cobra.Command, gold, records string, o *evalOptions) error {
	e := &evaluation{c: c, options: o}
	who, err := e.who()
	if err != nil {
		return err
	}
	kinds, _, _ := eval.ParseMissKinds(o.errors)
	scorer := eval.Scorer{Misses: kinds, Limit: o.limit}
	found := eval.NewRecords(e.records(records))
	defer found.Close()
	some := false
	for g := range e.gold(gold, who) {
		some = true
		r, err := found.For(g.Article)
		if err == nil && r == nil {
			err = fmt.Errorf("eval %s: no record in %s", g.Article.ID, records)
		}
		if err != nil {
			e.fail(err)
		}
		scorer.Add(g, r)
	}
	if !some && !e.failed {
		e.fail(fmt.Errorf("eval %s: no articles%s", gold, o.ofOutlet()))
	}
	if err := e.end(); errors.Is(err, exit(exitInterrupted)) || !some {
		return err
	}
	if err := writeReport(c.OutOrStdout(), scorer.Report(), o.format); err != nil {
		return failure{err}
	}
	return e.end()
}

func (o *evalOptions) ofOutlet() string {
	if o.outlet == "" {
		return ""
	}
	return fmt.Sprintf(" of outlet %q", o.outlet)
}

// gold reads the gold articles of the outlet that is asked for. Lines that
// cannot be read are reported and left out.
func (e *evaluation) gold(name string, who map[string]eval.Who) iter.Seq[*eval.Gold] {
	return func(yield func(*eval.Gold) bool) {
		for where, line := range e.lines(name) {
			g, err := eval.DecodeGold(line, who)
			if err != nil {
				e.fail(fmt.Errorf("read %s: %w", where, err))
				continue
			}
			wanted := e.options.outlet == "" || strings.EqualFold(e.options.outlet, g.Article.Outlet)
			if wanted && !yield(g) {
				return
			}
		}
	}
}

// records reads the records. Lines for inputs that could not be read are passed
// over.
func (e *evaluation) records(name string) iter.Seq[*record.Stored] {
	return func(yield func(*record.Stored) bool) {
		for where, line := range e.lines(name) {
			s, err := record.Decode(line)
			switch {
			case errors.Is(err, record.ErrFailedInput):
				continue
			case err != nil:
				e.fail(fmt.Errorf("read %s: %w", where, err))
				continue
			}
			if !yield(s) {
				return
			}
		}
	}
}

// who reads the file of who layers, if one is given.
func (e *evaluation) who() (map[string]eval.Who, error) {
	if e.options.who == "" {
		return nil, nil
	}
	out := map[string]eval.Who{}
	for where, line := range e.lines(e.options.who) {
		w, err := eval.DecodeWho(line)
		if err != nil {
			return nil, failure{fmt.Errorf("read %s: %w", where, err)}
		}
		out[w.ID] = w
	}
	if e.failed {
		return nil, exit(exitInput)
	}
	return out, nil
}

// lines gives the lines of an input with their places, until it is interrupted.
func (e *evaluation) lines(name string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for l, err := range plain.Lines(name, e.c.InOrStdin()) {
			if e.c.Context().Err() != nil {
				return
			}
			if err != nil {
				e.fail(err)
				continue
			}
			if !yield(fmt.Sprintf("%s:%d", name, l.Number), l.Bytes) {
				return
			}
		}
	}
}

func writeReport(w io.Writer, r *eval.Report, format string) error {
	out := bufio.NewWriterSize(w, 1<<16)
	if format == "text" {
		if err := r.WriteText(out); err != nil {
			return err
		}
		return out.Flush()
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return err
	}
	return out.Flush()
}
