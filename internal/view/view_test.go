package view

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/google/go-cmp/cmp"

	"quoth"
)

var update = flag.Bool("update", false, "write the expected views anew")

const sample = `Ferry stays in port

“No boat leaves today, and nobody who has seen the sea this morning would ask for it,” harbour master Ada Quill told the Quay Times on Monday.

She said the crew believed the storm had passed.

“It has not.

“It will not,” somebody shouted.

The stubborn harbour master has her “calm book”.

Watch the wavesq.example/1 — Bo Lind (@bo) May 2, 2024`

func sampleRecord(t testing.TB) (quoth.Article, *quoth.Record) {
	at := func(words string) quoth.Span {
		i := strings.Index(sample, words)
		if i < 0 {
			t.Fatalf("sample has no %q", words)
		}
		return quoth.Span{Start: i, End: i + len(words)}
	}
	ev := func(words string) quoth.Evidence {
		return quoth.Evidence{Spans: []quoth.Span{at(words)}, Text: words}
	}
	src := func(words string, ids ...string) quoth.Source {
		return quoth.Source{Spans: []quoth.Span{at(words)}, Text: words, Entity: ids}
	}
	a := quoth.Article{ID: "harbour.txt", Text: sample}
	return a, &quoth.Record{
		Article: quoth.ArticleInfo{ID: "harbour.txt", Title: "Ferry stays in port", Outlet: "Quay Times", Published: "2024-05-02"},
		Entities: []quoth.Entity{
			{ID: "e1", Name: "Ada Quill", Type: quoth.Person}, {ID: "e2", Name: "Quay Times", Type: quoth.Organization}, {ID: "e3", Name: "the crew", Type: quoth.Group},
		},
		Attributions: []quoth.Attribution{
			{ID: "a1", Kind: quoth.Direct, Source: src("harbour master Ada Quill", "e1"), Cue: ev("told"), Content: ev("“No boat leaves today, and nobody who has seen the sea this morning would ask for it,”"),
				Venue:     &quoth.Venue{Text: "the Quay Times", Name: "Quay Times"},
				Addressee: &quoth.Addressee{Text: "the Quay Times", Entity: quoth.EntityIDs{"e2"}},
				Said:      &quoth.Said{Text: "on Monday", Value: "2024-04-29"}},
			{ID: "a2", Kind: quoth.Indirect, Source: src("She", "e1"), Cue: ev("said"), Content: ev("the crew believed the storm had passed"), PartOf: "a1"},
			{ID: "a3", Kind: quoth.Indirect, Source: src("the crew", "e3"), Cue: ev("believed"), Content: ev("the storm had passed"), Within: "a2"},
			{ID: "a4", Kind: quoth.Direct, Source: src("somebody"), Cue: ev("shouted"), Content: ev("“It has not.\n\n“It will not,”")},
			{ID: "a5", Kind: quoth.Direct, Content: ev("“calm book”")},
		},
		Labels:      []quoth.Label{{Entity: "e1", Voice: quoth.NarratorVoice, Span: at("stubborn"), Text: "stubborn"}, {Entity: "e1", Voice: quoth.NarratorVoice, Span: at("stubborn"), Text: "stubborn"}},
		Posts:       []quoth.Post{{Platform: "twitter", Author: "Bo Lind", Handle: "@bo", Date: "2024-05-02", Text: "Watch the waves", URL: "q.example/1", Span: at("Watch the wavesq.example/1 — Bo Lind (@bo) May 2, 2024")}},
		ScareQuotes: []quoth.Span{at("“calm book”")},
	}
}

func show(t testing.TB, o Options) string {
	a, r := sampleRecord(t)
	var b strings.Builder
	if err := Write(&b, a, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestViews(t *testing.T) {
	for file, o := range map[string]Options{
		"plain.txt":  {},
		"narrow.txt": {Width: 40},
		"colour.txt": {Color: true},
	} {
		got := show(t, o)
		file = "testdata/" + file
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func TestWidth(t *testing.T) {
	for _, width := range []int{1, 24, 40, 80, 500} {
		for _, color := range []bool{false, true} {
			limit := max(minWidth, min(width, maxWidth))
			for line := range strings.Lines(show(t, Options{Width: width, Color: color})) {
				if n := lipgloss.Width(strings.TrimRight(line, "\n")); n > limit {
					t.Errorf("width %d: %d columns: %q", width, n, line)
				}
			}
		}
	}
}

func TestWideCharactersAreWrapped(t *testing.T) {
	var b strings.Builder
	text := strings.Repeat("港は今日も静かだ", 30)
	a := quoth.Article{ID: "a", Text: text}
	r := &quoth.Record{Attributions: []quoth.Attribution{{ID: "a1", Content: quoth.Evidence{Spans: []quoth.Span{{Start: 0, End: len(text)}}, Text: text}}}}
	if err := Write(&b, a, r, Options{Width: 40}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := lipgloss.Width(strings.TrimRight(line, "\n")); n > 40 {
			t.Errorf("%d columns: %q", n, line)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb\nc":              "a\tb\nc",
		"\x1b[31mred\x07":      "<U+001B>[31mred<U+0007>",
		"a\u202eb\u2066c":      "a<U+202E>b<U+2066>c",
		"\ufeffa\u200b":        "<U+FEFF>a<U+200B>",
		"\u009b31m\x7f":        "<U+009B>31m<U+007F>",
		"👩\u200d🚀 می\u200cروم": "👩\u200d🚀 می\u200cروم",
		"a\xffb":               "a\ufffdb",
		"é “x” الاسم 港 -":      "é “x” الاسم 港 -",
	} {
		if got := Visible(in); got != want {
			t.Errorf("Visible(%q) = %q, want %q", in, got, want)
		}
	}
	if got := OneLine("a\r\n b\x1b"); got != "a b<U+001B>" {
		t.Errorf("OneLine: %q", got)
	}
}

// Everything that comes from an article is made visible, wherever it stands.
func TestNoControlCharacterGetsThrough(t *testing.T) {
	const evil = "x\x1b[2J\u202e\u009b"
	s := quoth.Span{Start: 0, End: len(evil)}
	e := quoth.Evidence{Spans: []quoth.Span{s}, Text: evil}
	r := &quoth.Record{
		Article:  quoth.ArticleInfo{ID: evil, Outlet: evil, Title: evil, Published: evil},
		Entities: []quoth.Entity{{ID: "e1", Name: evil + "a"}},
		Attributions: []quoth.Attribution{
			{ID: "a1", Source: quoth.Source{Text: evil, Spans: e.Spans, Entity: quoth.EntityIDs{"e1"}}, Cue: e, Content: e, Venue: &quoth.Venue{Text: evil, Name: evil},
				Addressee: &quoth.Addressee{Text: evil, Entity: quoth.EntityIDs{"e1"}}, Said: &quoth.Said{Text: evil, Value: evil}, Kind: evil},
			{ID: "a2", Source: quoth.Source{Text: evil}, Content: e, Kind: evil},
		},
		Labels:      []quoth.Label{{Entity: evil, Voice: quoth.NarratorVoice, Text: evil}, {Entity: "e1", Voice: quoth.SourceVoice, Text: evil}},
		Posts:       []quoth.Post{{Platform: evil, Author: evil, Handle: evil, Date: evil, Text: evil, URL: evil, Span: s}},
		ScareQuotes: []quoth.Span{s},
	}
	var b strings.Builder
	if err := Write(&b, quoth.Article{ID: evil, Text: evil}, r, Options{}); err != nil {
		t.Fatal(err)
	}
	if i := strings.IndexFunc(b.String(), harmful); i >= 0 {
		t.Errorf("control character in %q", b.String()[max(0, i-40):min(b.Len(), i+20)])
	}
}

// Long content and deep nesting take linear time.
func TestLongViews(t *testing.T) {
	start := time.Now()
	text := strings.Repeat("She said so. ", 1<<20)
	r := &quoth.Record{Attributions: []quoth.Attribution{{ID: "a", Content: quoth.Evidence{Spans: []quoth.Span{{Start: 0, End: len(text)}}, Text: text}}}}
	for i := range 50000 {
		r.Attributions = append(r.Attributions, quoth.Attribution{ID: "b" + strings.Repeat("c", i%7) + string(rune('A'+i)), Within: quoth.Optional(r.Attributions[i].ID)})
	}
	var b strings.Builder
	if err := Write(&b, quoth.Article{Text: text}, r, Options{}); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestWhere(t *testing.T) {
	for _, test := range []struct {
		text  string
		start int
		want  string
	}{
		{"a\n\nb\n\nc", 0, "paragraph 1"}, {"a\n\nb\n\nc", 3, "paragraph 2"}, {"\r\n\r\na\r\n\r\nb", 9, "paragraph 2"},
		{"a\nb\nc", 4, "paragraph 3"}, {"a\nb\n\nc", 2, "paragraph 1"},
	} {
		v := &view{paragraphs: paragraphStarts(test.text)}
		if got := v.where(quoth.Span{Start: test.start, End: test.start + 1}); got != test.want {
			t.Errorf("%q at %d: %s, want %s", test.text, test.start, got, test.want)
		}
	}
}
