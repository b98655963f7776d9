package venue

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

func TestFind(t *testing.T) {
	for _, c := range []struct{ marked, venue, name, addressee string }{
		// Somebody is told something.
		{"{s:Ortiz} {q:told} reporters {c:that the quay was shut}.", "", "", "reporters"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} her lawyer.", "", "", "her lawyer"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} her on Monday.", "", "", "her"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} Inspector Grant, and Grant nodded.", "", "", "Inspector Grant"},
		{"{s:Ojo} {q:told} the defendant, Paul Eze: {c:“You will pay.”}", "", "", "the defendant, Paul Eze"},
		{"{s:Ortiz} {q:told} investors and analysts {c:that it was shut}.", "", "", "investors and analysts"},
		{"{s:The ministry} {q:urged} people in the delta {c:to boil their water}.", "", "", ""},
		{"{s:The ministry} {q:urged} residents {c:to boil their water}.", "", "", "residents"},
		{"{s:Ortiz} {q:asked} {c:whether the quay was shut}.", "", "", ""},
		{"{s:The workers} {q:were told} {c:that the quay was shut}.", "", "", ""},
		{"He {q:was told} by {s:the mayor} {c:that the quay was shut}.", "", "", "He"},
		{"{s:Ortiz} {q:apologized} to the board {c:for the delay}.", "", "", "the board"},
		{"Speaking to reporters on Monday, {s:Ortiz} {q:said} {c:the quay was shut}.", "", "", "reporters"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} reporters in Geneva.", "Geneva", "Geneva", "reporters"},
		// A medium is told something.
		{"{s:Ortiz} {q:told} the Lakeside Courier on Tuesday {c:that the quay was shut}.", "the Lakeside Courier", "Lakeside Courier", "the Lakeside Courier"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} Radio Fastnet.", "Radio Fastnet", "Radio Fastnet", "Radio Fastnet"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} CNN’s Jane Poe.", "CNN’s Jane Poe", "CNN", "CNN’s Jane Poe"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} CNN’s State of the Union.", "CNN’s State of the Union", "CNN’s State of the Union", "CNN’s State of the Union"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} the British news magazine.", "the British news magazine", "the British news magazine", "the British news magazine"},
		{"{c:“It is shut,”} {s:Ortiz} {q:told} a news conference.", "a news conference", "a news conference", "a news conference"},
		// Interviews, statements, letters.
		{"{s:Ortiz} {q:said} in an interview with the gloomy Harbour Times this week {c:that it was shut}.", "the gloomy Harbour Times", "Harbour Times", "the gloomy Harbour Times"},
		{"In an interview with Radio Fastnet, {s:Ortiz} {q:said} {c:the quay was shut}.", "Radio Fastnet", "Radio Fastnet", "Radio Fastnet"},
		{"{c:“It is shut,”} {s:the operator} {q:said in a statement}.", "a statement", "a statement", ""},
		{"{s:Ortiz} {q:wrote} in a letter to the board {c:that it was shut}.", "a letter", "a letter", "the board"},
		{"{s:Ortiz} {q:wrote} in a letter to the board seen by Dale {c:that it was shut}.", "a letter", "a letter", "the board"},
		{"In a Dec. 13 letter, {s:Ortiz} {q:asked for} {c:money}.", "a Dec. 13 letter", "a Dec. 13 letter", ""},
		{"{s:Ortiz} {q:wrote} in the Harbour Times {c:that it was shut}.", "the Harbour Times", "Harbour Times", ""},
		// Events, platforms, places.
		{"{c:“It is shut,”} {s:Ortiz} {q:said} at a rally in Tampa.", "a rally in Tampa", "a rally in Tampa", ""},
		{"{c:“It is shut,”} {s:Ortiz} {q:said} during a press conference on Friday.", "a press conference", "a press conference", ""},
		{"{s:Ortiz} {q:wrote on X}: {c:“It is shut.”}", "X", "X", ""},
		{"{c:“It is shut,”} {s:Ortiz} {q:said in a post on Truth Social}.", "Truth Social", "Truth Social", ""},
		{"{c:“It is shut,”} {s:Ortiz} {q:said} on the Senate floor.", "the Senate floor", "the Senate floor", ""},
		{"{c:“It is shut,”} {s:Ortiz} {q:said} on “Meet the Hour.”", "“Meet the Hour.”", "Meet the Hour.", ""},
		// None of these.
		{"{s:Ortiz} {q:said} {c:he had read it in a letter to the Harbour Times}.", "", "", ""},
		{"{s:Ortiz} {q:said} {c:so}, and Hale wept at the meeting.", "", "", ""},
		{"{s:Ortiz} {q:hopes} {c:for rain} in an interview.", "", "", ""},
		{"{s:Ortiz} {q:agreed} to help {c:with it}.", "", "", ""},
		{"{c:“It is shut,”} {s:Ortiz} {q:said} on Monday.", "", "", ""},
		{"{s:Ortiz} {q:told} the FBI {c:that it was shut}.", "", "", "the FBI"},
	} {
		text, atts := unmark(t, c.marked)
		got := Find(segment.Parse(text), atts)[0]
		var venue, name, addressee string
		if got.Venue != nil {
			venue, name = got.Venue.Text, got.Venue.Name
			if quoth.Words(text, got.Venue.Spans) != venue {
				t.Errorf("%s: venue spans say %q, text %q", c.marked, quoth.Words(text, got.Venue.Spans), venue)
			}
		}
		if got.Addressee != nil {
			addressee = got.Addressee.Text
		}
		if venue != c.venue || name != c.name {
			t.Errorf("%s: venue %q (%s), want %q (%s)", c.marked, venue, name, c.venue, c.name)
		}
		if addressee != c.addressee {
			t.Errorf("%s: addressee %q, want %q", c.marked, addressee, c.addressee)
		}
	}
}

// TestNameCarriedOver gives a medium that is only described the name of the one
// that was named before it.
func TestNameCarriedOver(t *testing.T) {
	for _, c := range []struct{ marked, text, name string }{
		{"{s:Ortiz} {q:said} in an interview with the gloomy Harbour Times {c:that it was shut}. {c2:“I am cold,”} {s2:she} {q2:told} the monthly magazine.", "the monthly magazine", "Harbour Times"},
		{"{s:Ortiz} {q:told} the Harbour Times {c:that it was shut}. {c2:“I am cold,”} {s2:she} {q2:told} the Times.", "the Times", "Harbour Times"},
		{"{s:Ortiz} {q:told} Radio Fastnet {c:that it was shut}. {c2:“I am cold,”} {s2:she} {q2:told} the Times.", "the Times", "Times"},
	} {
		text, atts := unmark(t, c.marked)
		got := Find(segment.Parse(text), atts)[1].Venue
		if got == nil || got.Text != c.text || got.Name != c.name {
			t.Errorf("%s: got %+v, want %q (%s)", c.marked, got, c.text, c.name)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("In an interview with the Harbour Times on Friday Ortiz told reporters in Geneva on “Meet the Hour” that her", 14, 3, 18)
	f.Add("“‘was told’ & The’s of and", 1, 0, 2)
	f.Fuzz(func(t *testing.T, text string, a, b, c int) {
		text = strings.ToValidUTF8(text, "?")
		doc := segment.Parse(text)
		n := len(doc.Tokens)
		if n == 0 || a < 0 || b < 0 || c < 0 {
			return
		}
		atts := []quoth.Attribution{
			{Cue: quoth.Evidence{Spans: []quoth.Span{doc.Tokens[a%n].Span}}, Content: quoth.Evidence{Spans: []quoth.Span{doc.Tokens[b%n].Span}}},
			{Cue: quoth.Evidence{Spans: []quoth.Span{doc.Tokens[c%n].Span}}},
		}
		for _, p := range Find(doc, atts) {
			if p.Venue != nil && (p.Venue.Text == "" || p.Venue.Name == "" || p.Venue.Spans[0].In(text) != p.Venue.Text) {
				t.Fatalf("venue %+v", p.Venue)
			}
			if p.Addressee != nil && (p.Addressee.Text == "" || p.Addressee.Spans[0].In(text) != p.Addressee.Text) {
				t.Fatalf("addressee %+v", p.Addressee)
			}
		}
	})
}
