package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"quoth"
)

const sample = "Härbour News — “The 🚢 is late,” Dr. Åsa Öberg, the blunt captain, told\r\nThe Wharf Post on Monday.\n\nShe said the crew “waits” and that owners think it sank. The so-called “ghost tax” stays.\n\nShip seenhttps://t.co/abc — Åsa (@asa) May 2, 2024"

// span finds words in the sample, the nth time that they stand there.
func span(t testing.TB, words string, nth int) quoth.Span {
	t.Helper()
	at := 0
	for {
		i := strings.Index(sample[at:], words)
		if i < 0 {
			t.Fatalf("sample has no %q", words)
		}
		if nth == 0 {
			return quoth.Span{Start: at + i, End: at + i + len(words)}
		}
		nth--
		at += i + len(words)
	}
}

func sampleArticle() quoth.Article {
	return quoth.Article{ID: "harbour.txt", Text: sample, Title: "Ship late", Outlet: "Harbour News", Published: "2024-05-03"}
}

// sampleRecord has every part that a record can have.
func sampleRecord(t testing.TB) *quoth.Record {
	sum := sha256.Sum256([]byte(sample))
	one := func(words string, nth int) []quoth.Span { return []quoth.Span{span(t, words, nth)} }
	evidence := func(words ...string) quoth.Evidence {
		var e quoth.Evidence
		for _, w := range words {
			e.Spans = append(e.Spans, span(t, w, 0))
		}
		e.Text = quoth.Words(sample, e.Spans)
		return e
	}
	source := func(words string, ids ...string) quoth.Source {
		e := evidence(words)
		return quoth.Source{Spans: e.Spans, Text: e.Text, Entity: ids}
	}
	name := span(t, "Åsa Öberg", 0)
	post := span(t, "Ship seenhttps://t.co/abc — Åsa (@asa) May 2, 2024", 0)
	return &quoth.Record{
		Article: quoth.ArticleInfo{ID: "harbour.txt", Outlet: "Harbour News", Title: "Ship late", Published: "2024-05-03", SHA256: hex.EncodeToString(sum[:])},
		Entities: []quoth.Entity{
			{ID: "e1", Name: "Åsa Öberg", Type: quoth.Person, Gender: "f", Aliases: []string{"Åsa"}, Roles: []string{"captain"},
				Mentions: []quoth.Mention{{Span: name, Kind: quoth.NameMention}, {Span: span(t, "She", 0), Kind: quoth.PronounMention}}},
			{ID: "e2", Name: "The Wharf Post", Type: quoth.Organization, Mentions: []quoth.Mention{{Span: span(t, "The Wharf Post", 0), Kind: quoth.NameMention}}},
			{ID: "e3", Name: "owners", Type: quoth.Group, Mentions: []quoth.Mention{{Span: span(t, "owners", 0), Kind: quoth.DescriptionMention}}},
		},
		Attributions: []quoth.Attribution{
			{ID: "a1", Kind: quoth.Direct, Confidence: 0.97, Source: source("Dr. Åsa Öberg, the blunt captain", "e1"), Cue: evidence("told"), Content: evidence("“The 🚢 is late,”"),
				Venue:     &quoth.Venue{Spans: one("The Wharf Post", 0), Text: "The Wharf Post", Name: "Wharf Post"},
				Addressee: &quoth.Addressee{Spans: one("The Wharf Post", 0), Text: "The Wharf Post", Entity: quoth.EntityIDs{"e2"}},
				Said:      &quoth.Said{Spans: one("on Monday", 0), Text: "on Monday", Value: "2024-04-29"}},
			{ID: "a2", Kind: quoth.Mixed, Confidence: 0.5, Source: source("She", "e1"), Cue: evidence("said"), Content: evidence("the crew “waits”", "that owners think it sank"), PartOf: "a1"},
			{ID: "a3", Kind: quoth.Indirect, Confidence: 0.25, Source: source("owners", "e3", "e1"), Cue: evidence("think"), Content: evidence("it sank"), Within: "a2"},
			{ID: "a4", Kind: quoth.Direct, Confidence: 1, Content: evidence("“waits”")},
		},
		Labels:      []quoth.Label{{Entity: "e1", Voice: quoth.NarratorVoice, Span: span(t, "blunt", 0), Text: "blunt"}},
		Posts:       []quoth.Post{{Platform: "twitter", Author: "Åsa", Handle: "@asa", Date: "2024-05-02", Text: "Ship seen", URL: "https://t.co/abc", Span: post}},
		ScareQuotes: []quoth.Span{span(t, "“ghost tax”", 0)},
	}
}

func encoded(t testing.TB, r *quoth.Record) []byte {
	t.Helper()
	line, err := Encode(nil, sample, r)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

func TestRoundTrip(t *testing.T) {
	want := sampleRecord(t)
	line := encoded(t, want)
	if diff := cmp.Diff(sampleRecord(t), want); diff != "" {
		t.Errorf("Encode changed its record:\n%s", diff)
	}
	s, err := Decode(line)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Bind(sample)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(clone(want), got); diff != "" {
		t.Errorf("record after encode, decode, bind (-want +got):\n%s", diff)
	}
	if again := encoded(t, got); !bytes.Equal(line, again) {
		t.Errorf("second encoding differs:\n%s\n%s", line, again)
	}
	if diffs := Check(s, sampleArticle()); len(diffs) > 0 {
		t.Errorf("Check of a true record: %q", diffs)
	}
}

// Another program, which knows nothing of the fields, reads every list of spans
// that has a text as code points of the article.
func TestSpansCountCodePoints(t *testing.T) {
	var all any
	if err := json.Unmarshal(encoded(t, sampleRecord(t)), &all); err != nil {
		t.Fatal(err)
	}
	runes := []rune(sample)
	seen := map[string]int{}
	words := func(span any) string {
		s := span.(map[string]any)
		return string(runes[int(s["start"].(float64)):int(s["end"].(float64))])
	}
	var walk func(field string, v any)
	walk = func(field string, v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(field, e)
			}
		case map[string]any:
			spans, isList := v["spans"].([]any)
			if !isList && v["start"] != nil {
				spans = []any{v}
			}
			var got []string
			for _, s := range spans {
				got = append(got, words(s))
			}
			if text, ok := v["text"].(string); ok && field != "posts" {
				seen[field]++
				if joined := strings.Join(got, " "); joined != text {
					t.Errorf("%s: spans give %q, text is %q", field, joined, text)
				}
			}
			switch field {
			case "posts", "scare_quotes", "mentions":
				seen[field+" "+got[0]]++
			}
			for name, e := range v {
				walk(name, e)
			}
		}
	}
	walk("record", all)
	want := map[string]int{
		"source": 3, "cue": 3, "content": 4, "venue": 1, "addressee": 1, "said": 1, "labels": 1,
		"posts Ship seenhttps://t.co/abc — Åsa (@asa) May 2, 2024": 1, "scare_quotes “ghost tax”": 1,
		"mentions Åsa Öberg": 1, "mentions She": 1, "mentions The Wharf Post": 1, "mentions owners": 1,
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("parts with a text or a span (-want +got):\n%s", diff)
	}
}

func TestEncodeShape(t *testing.T) {
	line := string(encoded(t, &quoth.Record{Article: quoth.ArticleInfo{ID: "<&>"}, Attributions: []quoth.Attribution{{ID: "a1"}}}))
	want := `{"article":{"id":"<&>","outlet":null,"title":null,"published":null,"url":null,"sha256":""},"entities":[],` +
		`"attributions":[{"id":"a1","kind":"","confidence":0,"source":{"spans":[],"entity":null},"cue":{"spans":[]},"content":{"spans":[]},` +
		`"venue":null,"addressee":null,"said":null,"part_of":null,"within":null}],"labels":[],"posts":[],"scare_quotes":[]}`
	if line != want {
		t.Errorf("got  %s\nwant %s", line, want)
	}
}

func TestEncodeRefusesBadSpans(t *testing.T) {
	for _, s := range []quoth.Span{{Start: -1, End: 3}, {Start: 0, End: len(sample) + 1}, {Start: 2, End: 4}, {Start: 3, End: 3}, {Start: 5, End: 4}} {
		if out, err := Encode([]byte("x"), sample, &quoth.Record{ScareQuotes: []quoth.Span{s}}); err == nil || string(out) != "x" {
			t.Errorf("span %v: got %s, error %v", s, out, err)
		}
	}
	if _, err := Encode(nil, "a\xff", &quoth.Record{}); err == nil {
		t.Error("text that is not UTF-8: no error")
	}
}

func TestDecode(t *testing.T) {
	for _, bad := range []string{"", "{", "[]", "x", `{"article":{"id":"a"}} {}`, `{"article":{"id":""}}`, `{"entities":[]}`, "{\"article\":{\"id\":\"a\xff\"}}",
		`{"article":{"id":"a"},"attributions":[{"content":{"spans":[{"start":"0","end":1}]}}]}`} {
		if _, err := Decode([]byte(bad)); err == nil {
			t.Errorf("Decode(%q): no error", bad)
		}
	}
	s, err := Decode([]byte(`{"article":{"id":"a","new":1},"more":[{}]}`))
	if err != nil || s.ArticleID() != "a" {
		t.Errorf("unknown fields: %v, %v", s, err)
	}
	line, err := EncodeError(nil, "b.txt", errors.New("no text found"))
	if err != nil || string(line) != `{"error":{"message":"no text found"},"article":{"id":"b.txt"}}` {
		t.Errorf("EncodeError: %s, %v", line, err)
	}
	if _, err := Decode(line); !errors.Is(err, ErrFailedInput) {
		t.Errorf("Decode of an error line: %v", err)
	}
}

func TestBindRefusesBadSpans(t *testing.T) {
	s, err := Decode(encoded(t, sampleRecord(t)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Bind(sample[:len(sample)-1]); err == nil {
		t.Error("text too short: no error")
	}
	if _, err := s.Bind("\xff"); err == nil {
		t.Error("text not UTF-8: no error")
	}
}

// Every letter that a span covers is proved: with another letter in its place
// Check names the hash, and the text wherever the record repeats it.
func TestCheckFindsEveryChangedLetter(t *testing.T) {
	r := sampleRecord(t)
	s, err := Decode(encoded(t, r))
	if err != nil {
		t.Fatal(err)
	}
	eachSpan(clone(r), func(p place, span *quoth.Span) {
		for i, letter := range span.In(sample) {
			at := span.Start + i
			a := sampleArticle()
			a.Text = sample[:at] + "ж" + sample[at+utf8.RuneLen(letter):]
			diffs := Check(s, a)
			if len(diffs) == 0 || !strings.Contains(diffs[0], "sha256") {
				t.Fatalf("%v: %q changed at %d: %q", p, letter, at, diffs)
			}
			if p.list == "attributions" && !strings.Contains(strings.Join(diffs, "\n"), p.String()+": text differs") {
				t.Fatalf("%v: %q changed at %d, not named in %q", p, letter, at, diffs)
			}
		}
	})
}

func TestCheckNames(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*quoth.Record)
		want   string
	}{
		{"hash", func(r *quoth.Record) { r.Article.SHA256 = "00" }, `article: sha256 is "00" in the record`},
		{"id", func(r *quoth.Record) { r.Article.ID = "b" }, `article: id is "b" in the record, "harbour.txt" in the article`},
		{"outlet", func(r *quoth.Record) { r.Article.Outlet = "b" }, `article: outlet is "b"`},
		{"published", func(r *quoth.Record) { r.Article.Published = "2024-05-04" }, `article: published is "2024-05-04"`},
		{"text", func(r *quoth.Record) { r.Attributions[0].Content.Text = "“The 🚢 is lame,”" }, `a1: content: text differs at 15-31: "“The 🚢 is lame,”" in the record, "“The 🚢 is late,”" in the article`},
		{"cue text missing", func(r *quoth.Record) { r.Attributions[0].Cue.Text = "" }, `a1: cue: text differs`},
		{"source text without spans", func(r *quoth.Record) { r.Attributions[3].Source.Text = "Bo" }, `a4: source: text "Bo" has no spans`},
		{"unsorted", func(r *quoth.Record) { s := r.Attributions[1].Content.Spans; s[0], s[1] = s[1], s[0] }, `a2: content: span 108-124 stands behind`},
		{"overlap", func(r *quoth.Record) { r.Attributions[1].Content.Spans[1] = r.Attributions[1].Content.Spans[0] }, `overlap`},
		{"no content", func(r *quoth.Record) { r.Attributions[0].Content = quoth.Evidence{} }, `a1: content has no spans`},
		{"entity of source", func(r *quoth.Record) { r.Attributions[0].Source.Entity[0] = "e9" }, `a1: source: entity "e9" is not in the record`},
		{"entity twice", func(r *quoth.Record) { r.Attributions[2].Source.Entity[1] = "e3" }, `a3: source: entity "e3" is named twice`},
		{"entity of addressee", func(r *quoth.Record) { r.Attributions[0].Addressee.Entity[0] = "e9" }, `a1: addressee: entity "e9"`},
		{"entity of label", func(r *quoth.Record) { r.Labels[0].Entity = "e9" }, `label 1: entity "e9"`},
		{"entity id", func(r *quoth.Record) { r.Entities[1].ID = "e1" }, `e1: id stands twice`},
		{"attribution id", func(r *quoth.Record) { r.Attributions[3].ID = "a1" }, `a1: id stands twice`},
		{"part_of", func(r *quoth.Record) { r.Attributions[1].PartOf = "a9" }, `a2: part_of: attribution "a9" is not in the record`},
		{"circle", func(r *quoth.Record) { r.Attributions[1].Within = "a3" }, `leads back to itself`},
		{"itself", func(r *quoth.Record) { r.Attributions[0].PartOf = "a1" }, `a1: part_of: leads back to itself over "a1"`},
		{"name", func(r *quoth.Record) { r.Entities[0].Name = "åsa Öberg" }, `e1: name "åsa Öberg" does not occur`},
		{"alias", func(r *quoth.Record) { r.Entities[0].Aliases[0] = "Asa" }, `e1: alias "Asa"`},
		{"role", func(r *quoth.Record) { r.Entities[0].Roles[0] = "admiral" }, `e1: role "admiral"`},
		{"type", func(r *quoth.Record) { r.Entities[0].Type = "ship" }, `e1: type "ship" is not known`},
		{"gender", func(r *quoth.Record) { r.Entities[0].Gender = "x" }, `e1: gender "x" is not known`},
		{"mention kind", func(r *quoth.Record) { r.Entities[0].Mentions[1].Kind = "x" }, `e1: mention 2: kind "x" is not known`},
		{"mention order", func(r *quoth.Record) { m := r.Entities[0].Mentions; m[0], m[1] = m[1], m[0] }, `e1: mention 2: stands before mention 1`},
		{"kind", func(r *quoth.Record) { r.Attributions[0].Kind = "x" }, `a1: kind "x" is not known`},
		{"voice", func(r *quoth.Record) { r.Labels[0].Voice = "x" }, `label 1: voice "x" is not known`},
		{"label text", func(r *quoth.Record) { r.Labels[0].Text = "blund" }, `label 1: text differs`},
		{"confidence", func(r *quoth.Record) { r.Attributions[0].Confidence = 1.01 }, `a1: confidence 1.01`},
		{"venue name", func(r *quoth.Record) { r.Attributions[0].Venue.Name = "Dock Post" }, `a1: venue: name "Dock Post"`},
		{"venue without spans", func(r *quoth.Record) {
			v := r.Attributions[0].Venue
			v.Spans, v.Text, v.Name = nil, "The Dock Post", ""
		}, `a1: venue: text "The Dock Post" does not occur`},
		{"said", func(r *quoth.Record) { r.Attributions[0].Said.Value = "May 2024" }, `a1: said: value "May 2024"`},
		{"post author", func(r *quoth.Record) { r.Posts[0].Author = "Bo" }, `post 1: author "Bo" does not occur`},
		{"post text", func(r *quoth.Record) { r.Posts[0].Text = "Ship seen." }, `post 1: text "Ship seen."`},
		{"post url", func(r *quoth.Record) { r.Posts[0].URL = "https://t.co/abd" }, `post 1: url`},
		{"post date", func(r *quoth.Record) { r.Posts[0].Date = "May 2" }, `post 1: date "May 2"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := sampleRecord(t)
			test.change(r)
			s, err := Decode(encoded(t, r))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(Check(s, sampleArticle()), "\n"); !strings.Contains(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestCheckNamesBadSpans(t *testing.T) {
	for _, test := range []struct{ span, want string }{
		{`{"start":0,"end":9999}`, "scare quote 1: span 0-9999 is outside the text"},
		{`{"start":-1,"end":3}`, "scare quote 1: span -1-3 is outside the text"},
		{`{"start":3,"end":3}`, "scare quote 1: span 3-3 is empty"},
		{`{}`, "scare quote 1: span 0-0 is empty"},
		{`{"start":4,"end":3}`, "scare quote 1: span 4-3 ends before it starts"},
	} {
		s, err := Decode([]byte(`{"article":{"id":"a"},"scare_quotes":[` + test.span + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(Check(s, sampleArticle()), "\n"); !strings.Contains(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.span, got, test.want)
		}
	}
}

// A medium may be called by a name that the article gives it elsewhere.
func TestCheckAllowsNameFromElsewhere(t *testing.T) {
	r := sampleRecord(t)
	r.Attributions[0].Venue.Name = r.Entities[0].Name
	s, _ := Decode(encoded(t, r))
	if diffs := Check(s, sampleArticle()); len(diffs) > 0 {
		t.Error(diffs)
	}
}

// A venue, addressee or date of another program may come without spans.
func TestCheckAllowsTextWithoutSpans(t *testing.T) {
	r := sampleRecord(t)
	v := r.Attributions[0].Venue
	v.Spans, v.Text = nil, "told The Wharf Post" // a line break in the text
	s, _ := Decode(encoded(t, r))
	if diffs := Check(s, sampleArticle()); len(diffs) > 0 {
		t.Error(diffs)
	}
}

func TestConfident(t *testing.T) {
	r := sampleRecord(t)
	r.Attributions[2].PartOf = "a2"
	got := Confident(r, 0.9)
	if len(got.Attributions) != 2 || got.Attributions[0].ID != "a1" || got.Attributions[1].ID != "a4" {
		t.Fatalf("kept %v", got.Attributions)
	}
	r.Attributions[1].Confidence = 0.1
	got = Confident(r, 0.2)
	if a := got.Attributions[1]; a.ID != "a3" || a.Within != "" || a.PartOf != "a1" {
		t.Errorf("links of a3: within %q, part_of %q", a.Within, a.PartOf)
	}
	s, _ := Decode(encoded(t, got))
	if diffs := Check(s, sampleArticle()); len(diffs) > 0 {
		t.Error(diffs)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	c := NewCSV(&b)
	if err := c.Write(sample, sampleRecord(t)); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 5 {
		t.Fatalf("%d rows", len(rows))
	}
	want := []string{"harbour.txt", "Harbour News", "2024-05-03", "Ship late", "a1", "direct", "0.97", "Dr. Åsa Öberg, the blunt captain", "e1", "Åsa Öberg", "person", "f",
		"told", "“The 🚢 is late,”", "Wharf Post", "The Wharf Post", "on Monday", "2024-04-29", "15", "31", "", ""}
	if diff := cmp.Diff(want, rows[1]); diff != "" {
		t.Error(diff)
	}
	if got := rows[3]; got[8] != "e3; e1" || got[9] != "owners; Åsa Öberg" || got[20] != "a2" {
		t.Errorf("row of a3: %q", got)
	}
}

func TestCSVKeepsBytes(t *testing.T) {
	c := NewCSV(nil)
	c.row([]string{"a,b", "say \"no\"", "x\r\ny", " z", "", "=1+1"})
	if want := "\"a,b\",\"say \"\"no\"\"\",\"x\r\ny\",\" z\",,=1+1\r\n"; string(c.buf) != want {
		t.Errorf("got %q, want %q", c.buf, want)
	}
}

func TestArray(t *testing.T) {
	for n, want := range []string{"[]\n", "[\n  {\n    \"a\": [\n      1\n    ]\n  }\n]\n", "[\n  {\n    \"a\": [\n      1\n    ]\n  },\n  {\n    \"a\": [\n      1\n    ]\n  }\n]\n"} {
		var b bytes.Buffer
		a := NewArray(&b)
		for range n {
			if err := a.Write([]byte(`{"a":[1]}`)); err != nil {
				t.Fatal(err)
			}
		}
		if err := a.Close(); err != nil || b.String() != want {
			t.Errorf("%d objects: %q, %v", n, b.String(), err)
		}
	}
}
