package dates

import (
	"strings"
	"testing"

	"quoth"
	"quoth/internal/segment"
)

// A marked text has its roles in brackets: {s:…} source, {q:…} cue, {c:…}
// content. All belong to one attribution; a digit behind the letter (s2, q2,
// c2) puts them into another.
func unmark(t *testing.T, marked string) (string, []quoth.Attribution) {
	t.Helper()
	var b strings.Builder
	type open struct {
		role  string
		start int
	}
	var stack []open
	byNumber := map[byte]*quoth.Attribution{'1': {ID: "a1"}}
	order := []byte{'1'}
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case '{':
			colon := strings.IndexByte(marked[i:], ':')
			stack = append(stack, open{marked[i+1 : i+colon], b.Len()})
			i += colon
		case '}':
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			n := byte('1')
			if len(o.role) == 2 {
				n = o.role[1]
			}
			if byNumber[n] == nil {
				byNumber[n] = &quoth.Attribution{ID: "a" + string(n)}
				order = append(order, n)
			}
			span := quoth.Span{Start: o.start, End: b.Len()}
			switch a := byNumber[n]; o.role[0] {
			case 's':
				a.Source.Spans = append(a.Source.Spans, span)
			case 'q':
				a.Cue.Spans = append(a.Cue.Spans, span)
			case 'c':
				a.Content.Spans = append(a.Content.Spans, span)
			}
		default:
			b.WriteByte(marked[i])
		}
	}
	text := b.String()
	var atts []quoth.Attribution
	for _, n := range order {
		atts = append(atts, *byNumber[n])
	}
	return text, atts
}

// The articles of the table are published on Wednesday, 11 September 2024.
const published = "2024-09-11T08:00:00Z"

func TestSaid(t *testing.T) {
	for _, c := range []struct{ marked, text, value string }{
		{"{s:The mayor} {q:said} on Tuesday {c:that the quay was shut}.", "Tuesday", "2024-09-10"},
		{"{s:The mayor} {q:said} Wednesday {c:that the quay was shut}.", "Wednesday", "2024-09-11"},
		{"{s:The mayor} {q:said} last Wednesday {c:that the quay was shut}.", "last Wednesday", "2024-09-04"},
		{"{s:The mayor} on Thursday {q:said} {c:that the quay was shut}.", "Thursday", "2024-09-05"},
		{"On Friday evening, {s:the mayor} {q:said} {c:the quay was shut}.", "Friday evening", "2024-09-06"},
		{"{c:“The quay is shut,”} {s:Ortiz} {q:told} reporters on Monday.", "Monday", "2024-09-09"},
		{"{c:“The quay is shut,”} {s:Ortiz} {q:said} in an interview with the Selby Herald this week.", "this week", "2024-W37"},
		{"{s:Ortiz} {q:wrote} last month {c:that the quay was shut}.", "last month", "2024-08"},
		{"{s:Ortiz} {q:said} earlier this year {c:that the quay was shut}.", "earlier this year", "2024"},
		{"{s:Ortiz} {q:said} last year {c:that the quay was shut}.", "last year", "2023"},
		{"In 2017, {s:Ortiz} {q:said} {c:the quay was sound}.", "2017", "2017"},
		{"In October 2016 {s:Ortiz} {q:said} {c:the quay was sound}.", "October 2016", "2016-10"},
		{"{s:Ortiz} {q:said} in October {c:that the quay was sound}.", "October", "2023-10"},
		{"{s:Ortiz} {q:said} in May {c:that the quay was sound}.", "May", "2024-05"},
		{"{s:Ortiz} {q:said} on May 3 {c:that the quay was sound}.", "May 3", "2024-05-03"},
		{"{s:Ortiz} {q:said} on 3 May 2021 {c:that the quay was sound}.", "3 May 2021", "2021-05-03"},
		{"{s:Ortiz} {q:said} on Dec. 24 {c:that the quay was sound}.", "Dec. 24", "2023-12-24"},
		{"{s:Ortiz} {q:said} yesterday {c:that the quay was sound}.", "yesterday", "2024-09-10"},
		{"{s:Ortiz} {q:said} this morning {c:that the quay was sound}.", "this morning", "2024-09-11"},
		{"{s:Ortiz} {q:said} three days ago {c:that the quay was sound}.", "three days ago", "2024-09-08"},
		{"{s:Ortiz} {q:said} a day earlier {c:that the quay was sound}.", "a day earlier", ""},
		{"{s:Ortiz} {q:said} at 9 a.m. on Monday {c:that the quay was sound}.", "9 a.m. on Monday", "2024-09-09"},
		{"In a December letter, {s:Ortiz} {q:asked for} {c:money}.", "December", "2023-12"},
		{"{s:Ortiz} {q:said} late on Sunday {c:that the quay was sound}.", "Sunday", "2024-09-08"},
		// Frames that belong to what is said, or to somebody else.
		{"{s:Ortiz} {q:said} {c:the quay was shut on Tuesday}.", "", ""},
		{"{c:“We shut it on Tuesday,”} {s:Ortiz} {q:said}.", "", ""},
		{"{s:Ortiz, who moved to Selby in 2017,} {q:said} {c:the quay was shut}.", "", ""},
		{"{s:Ortiz} {q:told} the Sunday Times {c:that the quay was shut}.", "", ""},
		{"{s:Ortiz} {q:said} {c:so}. It rained on Monday.", "", ""},
		{"{s:The quay} {q:is expected} {c:to open} on Monday.", "", ""},
		{"{s:Ortiz} {q:may say} {c:that the quay will march on}.", "", ""},
		{"{s:Ortiz} {q:will say} next Friday {c:that the quay is shut}.", "", ""},
	} {
		text, atts := unmark(t, c.marked)
		got := Said(segment.Parse(text), atts, published)[0]
		switch {
		case got == nil && c.text != "":
			t.Errorf("%s: no date, want %q", c.marked, c.text)
		case got != nil && (got.Text != c.text || string(got.Value) != c.value):
			t.Errorf("%s: got %q = %q, want %q = %q", c.marked, got.Text, got.Value, c.text, c.value)
		case got != nil && quoth.Words(text, got.Spans) != got.Text:
			t.Errorf("%s: spans say %q, text %q", c.marked, quoth.Words(text, got.Spans), got.Text)
		}
	}
}

func TestSaidOfSeveral(t *testing.T) {
	for _, c := range []struct {
		marked string
		want   [2]string
	}{
		{"{s:{s2:Ortiz}} {q:said} on Monday {c:the quay was shut}, {q2:adding} {c2:that it would open soon}.", [2]string{"Monday", "Monday"}},
		{"{s:Ortiz} {q:said} {c:so on Monday}, and {s2:Hale} {q2:said} on Friday {c2:it was not}.", [2]string{"", "Friday"}},
		{"{s:Ortiz} {q:said} on Sunday {c:that {s2:Hale} {q2:hoped} {c2:for rain}}.", [2]string{"Sunday", ""}},
		{"{s:Ortiz} {q:said} {c:{s2:Hale} {q2:told} her on Friday {c2:it would rain}}.", [2]string{"", "Friday"}},
	} {
		text, atts := unmark(t, c.marked)
		for i, s := range Said(segment.Parse(text), atts, published) {
			got := ""
			if s != nil {
				got = s.Text
			}
			if got != c.want[i] {
				t.Errorf("%s: attribution %d: got %q, want %q", c.marked, i+1, got, c.want[i])
			}
		}
	}
}

// TestUnpublished leaves open what only the day of publication resolves.
func TestUnpublished(t *testing.T) {
	for _, c := range []struct{ when, value string }{
		{"on Monday", ""}, {"last week", ""}, {"in May", ""}, {"on May 3", ""}, {"yesterday", ""},
		{"in 2017", "2017"}, {"in May 2017", "2017-05"}, {"on May 3, 2017", "2017-05-03"},
	} {
		text, atts := unmark(t, "{s:Ortiz} {q:said} "+c.when+" {c:that the quay was shut}.")
		got := Said(segment.Parse(text), atts, "")[0]
		if got == nil || string(got.Value) != c.value {
			t.Errorf("%s: got %v, want %q", c.when, got, c.value)
		}
	}
}

func TestValue(t *testing.T) {
	friday, _ := parsePublished("2024-03-01") // a Friday
	for _, c := range []struct {
		w    when
		want string
	}{
		{when{unit: weekday, weekday: 5}, "2024-03-01"},
		{when{unit: weekday, weekday: 6}, "2024-02-24"},
		{when{unit: weekday, weekday: 5, shift: 1}, "2024-03-08"},
		{when{unit: relativeDay, shift: -1}, "2024-02-29"},
		{when{unit: relativeMonth, shift: -1}, "2024-02"},
		{when{unit: relativeWeekend}, "2024-W08"},
		{when{unit: monthOfYear, month: 12, shift: -1}, "2023-12"},
		{when{unit: day, month: 2, day: 30}, ""},
		{when{unit: day, month: 2, day: 29}, "2024-02-29"},
		{when{unit: day, month: 3, day: 2}, "2023-03-02"},
		{when{}, ""},
	} {
		if got := c.w.value(friday, true); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.w, got, c.want)
		}
	}
}

func FuzzSaid(f *testing.F) {
	f.Add("On Monday, Ortiz said on May 3, 2017 at 9 a.m. ET that 12 years ago it rained.", 3, 9, "2024-01-31")
	f.Add("¡Monday’s! 31 February 2020 – last week’s “x”", 0, 4, "")
	f.Fuzz(func(t *testing.T, text string, a, b int, published string) {
		text = strings.ToValidUTF8(text, "?")
		doc := segment.Parse(text)
		if len(doc.Tokens) == 0 || a < 0 || b < 0 {
			return
		}
		cue := doc.Tokens[a%len(doc.Tokens)].Span
		content := doc.Tokens[b%len(doc.Tokens)].Span
		atts := []quoth.Attribution{{Cue: quoth.Evidence{Spans: []quoth.Span{cue}}, Content: quoth.Evidence{Spans: []quoth.Span{content}}}}
		for _, s := range Said(doc, atts, published) {
			if s != nil && (s.Text == "" || s.Spans[0].Overlaps(content) || s.Spans[0].In(text) != s.Text) {
				t.Fatalf("said %+v with content %v", s, content)
			}
		}
	})
}
