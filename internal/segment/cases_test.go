package segment_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"quoth"
	"quoth/internal/segment"
)

// TestCases parses every marked text of testdata and compares its structure
// with the marks; testdata/README.md describes the notation. A case that is
// listed in known-failures.txt must fail: one that passes is to be taken off the
// list. Nothing writes expectations.
func TestCases(t *testing.T) {
	known := readKnownFailures(t)
	for _, c := range readCases(t) {
		reason, listed := known[c.name]
		delete(known, c.name)
		t.Run(c.name, func(t *testing.T) {
			lines := c.compare()
			switch {
			case listed && len(lines) == 0:
				t.Errorf("now passes: remove it from testdata/known-failures.txt (it said: %s)", reason)
			case listed:
				t.Skipf("known failure: %s", reason)
			case len(lines) > 0:
				t.Errorf("\n%s", strings.Join(lines, "\n"))
			}
		})
	}
	for name := range known {
		t.Errorf("known-failures.txt lists %s, which is no case", name)
	}
}

// compare parses the text and says how its structure differs from the marks.
func (c *testCase) compare() []string {
	doc := segment.Parse(c.text)
	var lines []string
	lines = append(lines, compareParts("paragraph", c.text, c.paragraphs, paragraphParts(doc))...)
	lines = append(lines, compareParts("sentence", c.text, c.sentences, sentenceParts(doc))...)
	lines = append(lines, compareParts("quotation", c.text, c.quotes, quoteParts(doc, c.quotes))...)
	return append(lines, compareTokens(c.tokens, doc)...)
}

// part is a piece of the text and what is said of it besides its span.
type part struct {
	quoth.Span
	note string
}

// compareParts reports what is missing in got and what it has too much. Nil
// wants are not compared.
func compareParts(what, text string, want, got []part) []string {
	if want == nil {
		return nil
	}
	var lines []string
	for _, p := range want {
		if !slices.Contains(got, p) {
			lines = append(lines, fmt.Sprintf("want %s %q %s", what, p.In(text), p.note))
		}
	}
	for _, p := range got {
		if !slices.Contains(want, p) {
			lines = append(lines, fmt.Sprintf("got  %s %q %s", what, p.In(text), p.note))
		}
	}
	return lines
}

func paragraphParts(doc *segment.Doc) []part {
	var parts []part
	for _, p := range doc.Paragraphs {
		kind := "body"
		if p.Kind == segment.Title {
			kind = "title"
		}
		if !p.Dateline.Empty() {
			kind += fmt.Sprintf(" behind %q", strings.TrimSpace(p.Dateline.In(doc.Text)))
		}
		parts = append(parts, part{p.Span, kind})
	}
	return parts
}

func sentenceParts(doc *segment.Doc) []part {
	var parts []part
	for _, s := range doc.Sentences {
		parts = append(parts, part{Span: s.Span})
	}
	return parts
}

var styles = map[segment.QuoteStyle]string{
	segment.Double: "double", segment.Single: "single", segment.Doubled: "doubled",
	segment.Guillemet: "guillemet", segment.Corner: "corner",
}

// quoteParts describes the quotations of doc; of the style and the marks only
// what want asserts of the quotation with this number.
func quoteParts(doc *segment.Doc, want []part) []part {
	var parts []part
	for i, q := range doc.Quotes {
		note := fmt.Sprintf("in=%d continues=%d", q.Parent+1, q.Continues+1)
		asserted := ""
		if i < len(want) {
			asserted = want[i].note
		}
		if strings.Contains(asserted, " style=") {
			note += " style=" + styles[q.Style]
		}
		if strings.Contains(asserted, " open=") {
			note += " open=" + doc.Text[q.Open.Start:q.Open.End]
		}
		if strings.Contains(asserted, " close=") {
			note += " close=" + doc.Text[q.Close.Start:q.Close.End]
		}
		parts = append(parts, part{q.Span, note})
	}
	return parts
}

var kinds = map[segment.TokenKind]string{
	segment.Word: "W", segment.Number: "N", segment.Clitic: "C", segment.Punct: "P", segment.Mark: "M",
}

// compareTokens compares all tokens in order; "Hale/W" asserts the kind too.
func compareTokens(want []string, doc *segment.Doc) []string {
	if want == nil {
		return nil
	}
	var got []string
	for i, t := range doc.Tokens {
		w := doc.Word(i)
		if i < len(want) && want[i] != w {
			if kind := w + "/" + kinds[t.Kind]; strings.HasPrefix(want[i], w+"/") {
				w = kind
			}
		}
		got = append(got, w)
	}
	if slices.Equal(want, got) {
		return nil
	}
	return []string{"want tokens " + strings.Join(want, " | "), "got  tokens " + strings.Join(got, " | ")}
}

// readCases parses all of testdata/*.txtar. Sections named "x.want" and
// "x.tokens" belong to the section "x" before them.
func readCases(t testing.TB) []*testCase {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var cases []*testCase
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(file), ".txtar")
		for _, f := range archive.Files {
			data := strings.TrimRight(string(f.Data), "\n")
			name, ext, _ := strings.Cut(f.Name, ".")
			if ext != "" {
				last := len(cases) - 1
				if last < 0 || cases[last].name != base+"/"+name {
					t.Fatalf("%s: %s does not follow its text", file, f.Name)
				}
				if err := cases[last].add(ext, data); err != nil {
					t.Fatalf("%s: %s: %v", file, f.Name, err)
				}
				continue
			}
			c, err := parseCase(base+"/"+name, data)
			if err != nil {
				t.Fatalf("%s: %s: %v", file, f.Name, err)
			}
			cases = append(cases, c)
		}
	}
	for _, c := range cases {
		if c.paragraphs == nil && c.sentences == nil && c.quotes == nil && c.tokens == nil {
			t.Fatalf("%s asserts nothing", c.name)
		}
	}
	return cases
}
