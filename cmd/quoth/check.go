package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"quoth"
	"quoth/internal/plain"
	"quoth/internal/record"
	"quoth/internal/view"
)

func newCheckCommand() *cobra.Command {
	var quiet bool
	c := &cobra.Command{
		Use:   "check RECORDS ARTICLE...",
		Short: "Prove that records and their articles agree",
		Long: "Check proves that every span, text and hash of the records (JSON Lines) agrees with\n" +
			"the articles, or names what does not: one line a difference, and exit code 3.\n" +
			"Records and articles are paired by the id of the article.",
		Example: "  quoth read --format jsonl harbour.txt > records.jsonl\n" +
			"  quoth check records.jsonl harbour.txt",
		Args: atLeast(2, "RECORDS and at least one ARTICLE"),
		RunE: func(c *cobra.Command, args []string) error {
			return runCheck(c, args[0], args[1:], quiet)
		},
	}
	c.Flags().BoolVar(&quiet, "quiet", false, "only the differences, no summary")
	return c
}

// checker pairs records with articles as both come in.
type checker struct {
	out      io.Writer
	complain func(error)
	records  map[string][]*record.Stored // that wait for their article
	articles map[string][]quoth.Article  // that wait for their record
	order    []string                    // ids of records that waited, in order

	checked, attributions  int // records that had an article
	differences, differing int // lines, and records that they are about
	failed                 bool
	skipped                int // lines for inputs that could not be read
}

func runCheck(c *cobra.Command, records string, names []string, quiet bool) error {
	out := bufio.NewWriter(c.OutOrStdout())
	k := &checker{
		out: out, complain: func(err error) { complain(c.ErrOrStderr(), err) },
		records: map[string][]*record.Stored{}, articles: map[string][]quoth.Article{},
	}
	k.pair(c.Context().Err, plain.Lines(records, c.InOrStdin()), articles(names, c.InOrStdin(), quoth.Article{}), records)
	if c.Context().Err() != nil {
		return exit(exitInterrupted)
	}
	k.missing()
	if k.checked+k.differing+k.skipped == 0 && !k.failed {
		k.fail(fmt.Errorf("read %s: no records found", records))
	}
	if !quiet {
		fmt.Fprintln(out, k.summary())
	}
	if err := out.Flush(); err != nil {
		return failure{err}
	}
	switch {
	case k.differences > 0:
		return exit(exitDifferences)
	case k.failed:
		return exit(exitInput)
	}
	return nil
}

// pair takes one record and one article in turn, so that only those wait whose
// partner comes at another place.
func (k *checker) pair(stopped func() error, records iter.Seq2[plain.Line, error], all iter.Seq2[quoth.Article, error], name string) {
	nextLine, stopLines := iter.Pull2(records)
	defer stopLines()
	nextArticle, stopArticles := iter.Pull2(all)
	defer stopArticles()
	for lines, more := true, true; (lines || more) && stopped() == nil; {
		if lines {
			var l plain.Line
			var err error
			if l, err, lines = nextLine(); lines {
				k.line(name, l, err)
			}
		}
		if more {
			var a quoth.Article
			var err error
			if a, err, more = nextArticle(); more {
				k.article(a, err)
			}
		}
	}
}

func (k *checker) fail(err error) {
	k.failed = true
	k.complain(err)
}

// line takes one line of the records.
func (k *checker) line(name string, l plain.Line, err error) {
	if err != nil {
		k.fail(err)
		return
	}
	s, err := record.Decode(l.Bytes)
	switch {
	case errors.Is(err, record.ErrFailedInput):
		k.skipped++
		return
	case err != nil:
		k.fail(fmt.Errorf("read %s:%d: %w", name, l.Number, err))
		return
	}
	id := s.ArticleID()
	if a, ok := first(k.articles, id); ok {
		k.check(s, a)
		return
	}
	k.records[id] = append(k.records[id], s)
	k.order = append(k.order, id)
	if len(k.order) > 2*len(k.records)+100 {
		k.order = waiting(k.order, k.records)
	}
}

// article takes one article.
func (k *checker) article(a quoth.Article, err error) {
	if err != nil {
		k.fail(err)
		return
	}
	if s, ok := first(k.records, a.ID); ok {
		k.check(s, a)
		return
	}
	k.articles[a.ID] = append(k.articles[a.ID], a)
}

// first takes the first value that waits under id.
func first[T any](waiting map[string][]T, id string) (value T, ok bool) {
	queue := waiting[id]
	if len(queue) == 0 {
		return value, false
	}
	if waiting[id] = queue[1:]; len(queue) == 1 {
		delete(waiting, id)
	}
	return queue[0], true
}

// waiting keeps the ids whose records still wait, each once.
func waiting(order []string, records map[string][]*record.Stored) []string {
	seen := make(map[string]bool, len(records))
	var kept []string
	for _, id := range order {
		if len(records[id]) > 0 && !seen[id] {
			seen[id] = true
			kept = append(kept, id)
		}
	}
	return kept
}

func (k *checker) check(s *record.Stored, a quoth.Article) {
	k.checked++
	k.attributions += s.Attributions()
	k.report(s.ArticleID(), record.Check(s, a))
}

func (k *checker) report(id string, differences []string) {
	if len(differences) == 0 {
		return
	}
	k.differing++
	k.differences += len(differences)
	for _, d := range differences {
		fmt.Fprintln(k.out, view.OneLine(id+": "+d))
	}
}

// missing reports the records whose article did not come.
func (k *checker) missing() {
	for _, id := range waiting(k.order, k.records) {
		for range k.records[id] {
			k.report(id, []string{"article: not among the articles given"})
		}
	}
}

// summary is "3 records, 42 attributions: all agree".
func (k *checker) summary() string {
	line := count(k.checked, "record") + ", " + count(k.attributions, "attribution") + ": "
	switch {
	case k.differences > 0:
		line += count(k.differences, "difference") + " in " + count(k.differing, "record")
	case k.checked == 0:
		line += "nothing to check"
	default:
		line += "all agree"
	}
	unpaired := 0
	for _, queue := range k.articles {
		unpaired += len(queue)
	}
	if unpaired > 0 {
		line += "; " + count(unpaired, "article") + " without a record"
	}
	if k.skipped > 0 {
		line += "; " + count(k.skipped, "failed input") + " skipped"
	}
	return line
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
