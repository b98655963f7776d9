package segment_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"quoth"
	"quoth/internal/segment"
)

// hostile are texts that have broken readers of quotations before.
var hostile = []string{
	"", " ", "\ufeff", "\"", "“", "”", "'", "''", "``", "\"\"", "“”", "«", "‹»", "‘", "‘’",
	"“a “b “c “d", "a” b” c”", "\"a\n\n\"b\n\n\"c\"", "“a\n\n“b\r\n\r\n“c”",
	"'''''''", "``````", "\"'\"'\"'", "‘“‘“‘“’”’”’”", "« “ „ ‚ ‘ 「 『",
	"A. B. C. D. E. F.", "Mr. Mrs. Dr. U.S. Gov.", "…… ... . . .", "?!?!?!", "\"?\" \"!\"",
	"NEW YORK, Dec. 22 (UPI) —", "NEW YORK, Dec. 22 (UPI) — ", "— — —", "A — B", "X: Y",
	"e\u0301\u0301\u0301", "\u200d\u200d👩‍👩‍👧", "\u202e“abc”\u202c", "\u0000\u0001“\u0002”",
	"\r\r\r", "\r\n\r\n", "\v\f\u0085\u2028\u2029", "a\u00a0\u00a0b", "\u200b“\u200b”\u200b",
	"6' 2\" and 12\"", "’60s ’n’ ’em", "s' s' s'", "O'Brien's's's", "'s 's 's", "-a-b-c-", "a--b---c",
	"https://", "http://“a”", "https://t.co/x“y", "@a@b #c", "ليلى “حداد” ليلى",
	strings.Repeat("“", 300), strings.Repeat("“a", 300), strings.Repeat("\" ", 300),
	strings.Repeat("‘“", 100) + strings.Repeat("”’", 100), strings.Repeat("A. ", 300),
	"“We ran. We swam.\n\n“We slept,” he said. “Then\n\n“we woke.”",
}

// FuzzParse holds what every text must keep: the offsets lose nothing, spans
// lie on rune boundaries and nest.
func FuzzParse(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	for _, text := range corpus(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		checkDoc(t, segment.Parse(text))
	})
}

// corpus gives the texts of the marked cases.
func corpus(f *testing.F) []string {
	var texts []string
	for _, c := range readCases(f) {
		texts = append(texts, c.text)
	}
	return texts
}

func checkDoc(t *testing.T, d *segment.Doc) {
	t.Helper()
	checkParagraphs(t, d)
	checkTokens(t, d)
	checkSentences(t, d)
	checkQuotes(t, d)
}

// within fails unless s is a span of outer on rune boundaries that holds something.
func within(t *testing.T, d *segment.Doc, what string, i int, s, outer quoth.Span) {
	t.Helper()
	switch {
	case s.Empty():
		t.Fatalf("%s %d is empty: %v", what, i, s)
	case !outer.Contains(s):
		t.Fatalf("%s %d %v is not within %v", what, i, s, outer)
	case !onBoundary(d.Text, s.Start) || !onBoundary(d.Text, s.End):
		t.Fatalf("%s %d %v cuts a rune", what, i, s)
	}
}

func onBoundary(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// blank reports whether only white space and invisible marks stand in s.
func blank(s string) bool {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\ufeff\u200b\u2060", r)
	}) == ""
}

// checkParagraphs: sorted, disjoint, nothing but blanks between them; their
// sentences are all sentences, in order.
func checkParagraphs(t *testing.T, d *segment.Doc) {
	t.Helper()
	end, next := 0, 0
	for i, p := range d.Paragraphs {
		within(t, d, "paragraph", i, p.Span, quoth.Span{Start: end, End: len(d.Text)})
		if !blank(d.Text[end:p.Start]) {
			t.Fatalf("text before paragraph %d is lost: %q", i, d.Text[end:p.Start])
		}
		if !p.Dateline.Empty() {
			within(t, d, "dateline of paragraph", i, p.Dateline, p.Span)
		}
		if p.First != next || p.Last < p.First {
			t.Fatalf("paragraph %d has sentences %d to %d, want them from %d", i, p.First, p.Last, next)
		}
		end, next = p.End, p.Last
	}
	if !blank(d.Text[end:]) {
		t.Fatalf("text behind the last paragraph is lost: %q", d.Text[end:])
	}
	if next != len(d.Sentences) {
		t.Fatalf("paragraphs have %d sentences of %d", next, len(d.Sentences))
	}
}

// checkTokens: sorted, disjoint, nothing but blanks between them; each in its
// sentence and its innermost quotation.
func checkTokens(t *testing.T, d *segment.Doc) {
	t.Helper()
	end := 0
	for i, k := range d.Tokens {
		within(t, d, "token", i, k.Span, quoth.Span{Start: end, End: len(d.Text)})
		if !blank(d.Text[end:k.Start]) {
			t.Fatalf("text before token %d is lost: %q", i, d.Text[end:k.Start])
		}
		end = k.End
		switch {
		case k.Sentence < -1 || int(k.Sentence) >= len(d.Sentences):
			t.Fatalf("token %d has sentence %d", i, k.Sentence)
		case k.Sentence >= 0 && !d.Sentences[k.Sentence].Contains(k.Span):
			t.Fatalf("token %d %v is not within sentence %d", i, k.Span, k.Sentence)
		case k.Quote < -1 || int(k.Quote) >= len(d.Quotes):
			t.Fatalf("token %d has quotation %d", i, k.Quote)
		case k.Quote >= 0 && !d.Quotes[k.Quote].Contains(k.Span):
			t.Fatalf("token %d %v is not within quotation %d", i, k.Span, k.Quote)
		case k.Kind == segment.Mark && k.Quote < 0:
			t.Fatalf("token %d is the mark of no quotation", i)
		}
	}
	if !blank(d.Text[end:]) {
		t.Fatalf("text behind the last token is lost: %q", d.Text[end:])
	}
}

// checkSentences: each in its paragraph, behind the one before; its tokens are
// those that lie in it.
func checkSentences(t *testing.T, d *segment.Doc) {
	t.Helper()
	end, token := 0, 0
	for i, s := range d.Sentences {
		p := d.Paragraphs[s.Paragraph]
		within(t, d, "sentence", i, s.Span, quoth.Span{Start: max(end, p.Start), End: p.End})
		if i < p.First || i >= p.Last {
			t.Fatalf("sentence %d is none of paragraph %d", i, s.Paragraph)
		}
		if !p.Dateline.Empty() && s.Start < p.Dateline.End {
			t.Fatalf("sentence %d covers the dateline", i)
		}
		if s.First < token || s.Last <= s.First {
			t.Fatalf("sentence %d has tokens %d to %d", i, s.First, s.Last)
		}
		for j := s.First; j < s.Last; j++ {
			if int(d.Tokens[j].Sentence) != i {
				t.Fatalf("token %d of sentence %d says %d", j, i, d.Tokens[j].Sentence)
			}
		}
		end, token = s.End, s.Last
	}
}

// checkQuotes: in text order, each in its paragraph and its parent, its marks at
// its edges, what it continues in an earlier paragraph.
func checkQuotes(t *testing.T, d *segment.Doc) {
	t.Helper()
	for i, q := range d.Quotes {
		within(t, d, "quotation", i, q.Span, d.Paragraphs[q.Paragraph].Span)
		if i > 0 && q.Start < d.Quotes[i-1].Start {
			t.Fatalf("quotation %d starts before the one before", i)
		}
		if !q.Open.Empty() && q.Open.Start != q.Start || !q.Close.Empty() && q.Close.End != q.End {
			t.Fatalf("quotation %d %v has marks %v and %v", i, q.Span, q.Open, q.Close)
		}
		if q.Open.Overlaps(q.Close) {
			t.Fatalf("quotation %d has one mark %v twice", i, q.Open)
		}
		if in := q.Inner(); in.Start > in.End || !q.Contains(in) {
			t.Fatalf("quotation %d has the inside %v", i, in)
		}
		if q.Parent >= i || q.Parent >= 0 && !d.Quotes[q.Parent].Contains(q.Span) {
			t.Fatalf("quotation %d is not within its parent %d", i, q.Parent)
		}
		for j := i - 1; j >= 0 && j > i-50; j-- {
			o := d.Quotes[j]
			if o.Overlaps(q.Span) && !o.Contains(q.Span) {
				t.Fatalf("quotations %d and %d cross", j, i)
			}
		}
		if q.Continues >= 0 && (q.Continues >= i || d.Quotes[q.Continues].Paragraph >= q.Paragraph) {
			t.Fatalf("quotation %d continues %d of the same paragraph", i, q.Continues)
		}
	}
}

// TestHostile holds the invariants for texts that are far too large for
// fuzzing. A stage that is not linear does not end in the time of the test.
func TestHostile(t *testing.T) {
	texts := map[string]string{
		"opening marks":     strings.Repeat("“", 200_000),
		"straight marks":    strings.Repeat("\"", 200_000),
		"spaced marks":      strings.Repeat("\" ", 200_000),
		"single marks":      strings.Repeat("‘a ", 200_000),
		"closing marks":     strings.Repeat("a” ", 200_000),
		"deep nesting":      strings.Repeat("“‘", 50_000) + "a" + strings.Repeat("’”", 50_000),
		"paragraphs open":   strings.Repeat("“We ran.\n\n", 50_000),
		"one line":          strings.Repeat("The gate of the old harbour broke at noon ", 120_000),
		"abbreviations":     strings.Repeat("A. B. C. Mr. U.S. ", 100_000),
		"ellipses":          strings.Repeat("... ", 300_000),
		"full stops":        strings.Repeat(".", 1_000_000),
		"hyphens":           strings.Repeat("a-", 500_000),
		"one word":          strings.Repeat("a", 5_000_000),
		"combining accents": "e" + strings.Repeat("\u0301", 500_000),
		"line breaks":       strings.Repeat("\n", 1_000_000),
		"short lines":       strings.Repeat("a\n", 500_000),
		"capitals and dash": strings.Repeat("NEW YORK — ", 100_000),
		"addresses":         strings.Repeat("https://", 200_000),
		"clitics":           "a" + strings.Repeat("'s", 300_000),
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) { checkDoc(t, segment.Parse(text)) })
	}
}
