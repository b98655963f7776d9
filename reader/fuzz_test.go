package reader_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"quoth"
	"quoth/internal/record"
	"quoth/reader"
)

// hostile are texts that have broken readers of quotations before.
var hostile = []string{
	"", " ", "\ufeff", "\"", "“", "”", "“”", "'", "''", "said", "“”, said.", "said said said",
	"He said, she said, they said", "according to according to", "“a,” said", "said: “a", ": : :", "A: B: C:",
	"Mr. said “x.”", "“x,” said Mr.", ", who said, who said, who said", "“x,” he said, “y,” she said, “z,”",
	"“a\n\n“b\n\n“c,” said D.", "“a” “b” “c” said said said D.", "\"He \"said \"that \"she \"said",
	"said\u0301 “x\u0301”", "👩‍👩‍👧 said “🚋”", "\u202e“abc,” said ليلى حداد\u202c", "\u0000 said “\u0000”",
	"x — A (@a) January 1, 2020", "— (@) ", "https://t.co/ — A (@a) February 30, 2020", "pic.twitter.com/x — A (@a)",
	"<b>“x,”</b> said &amp;", "{\"text\": \"x\"}", "\\u0022 said", "The the the the said the",
	"A and B and C and D said", "the far-left far-right embattled said", "Mr. A, Mr. B, Mr. A said “x.” A said.",
	"In 2019 on Tuesday last week yesterday he said today", "told told told", "asked by asked by A, B said",
}

// FuzzRead holds the promises of a record: any valid UTF-8 is read, what is
// written is read back and checks, and a changed letter in a span that is used
// is found.
func FuzzRead(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, 0)
	}
	for i, c := range readCases(f) {
		f.Add(c.Text, i)
	}
	rd := open(f, reader.Options{Model: smallModel(f)})
	f.Fuzz(func(t *testing.T, text string, pick int) {
		a := quoth.Article{ID: "fuzz", Text: text, Published: "2024-02-29"}
		r, err := rd.Read(a)
		if !utf8.ValidString(text) {
			if err == nil {
				t.Fatal("no error for a text that is not UTF-8")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		stored := roundTrip(t, a, r)
		if lines := record.Check(stored, a); len(lines) > 0 {
			t.Fatalf("check finds differences in an unchanged text: %s", strings.Join(lines, "\n"))
		}
		spans := usedSpans(r)
		if len(spans) == 0 {
			return
		}
		if pick < 0 {
			pick = -(pick + 1)
		}
		changed := a
		changed.Text = changeLetter(text, spans[pick%len(spans)].Start)
		lines := slices.DeleteFunc(record.Check(stored, changed), func(l string) bool {
			return strings.HasPrefix(l, "article:") // the hash, which any change gives away
		})
		if len(lines) == 0 {
			t.Fatalf("check does not find the change of %q to %q", text, changed.Text)
		}
	})
}

// roundTrip writes the record and reads it back.
func roundTrip(t *testing.T, a quoth.Article, r *quoth.Record) *record.Stored {
	t.Helper()
	line, err := record.Encode(nil, a.Text, r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := record.Encode(nil, a.Text, r)
	if err != nil || !slices.Equal(line, again) {
		t.Fatalf("the same record gives other bytes: %v", err)
	}
	stored, err := record.Decode(line)
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// usedSpans gives the spans of the roles of all attributions.
func usedSpans(r *quoth.Record) []quoth.Span {
	var spans []quoth.Span
	for _, a := range r.Attributions {
		spans = slices.Concat(spans, a.Source.Spans, a.Cue.Spans, a.Content.Spans)
	}
	return spans
}

// changeLetter puts another character of as many bytes in the place of the one
// that starts at byte at.
func changeLetter(text string, at int) string {
	r, size := utf8.DecodeRuneInString(text[at:])
	other := []string{"", "x", "é", "한", "🚋"}[size]
	if string(r) == other {
		other = []string{"", "y", "ö", "글", "🚌"}[size]
	}
	return text[:at] + other + text[at+size:]
}
