package segment

import (
	"unicode"
	"unicode/utf8"

	"quoth"
)

// quoter finds the quotations of one paragraph, from its tokens that may be
// quotation marks.
type quoter struct {
	text  string
	p     quoth.Span // the paragraph behind its dateline
	marks []mark

	runsOn bool       // the paragraph before left a quotation open
	goesOn bool       // the paragraph behind starts with a mark that opens
	next   QuoteStyle // and this is its style

	open  []int   // indices into found of the quotations that are open, outermost first
	found []Quote // End is 0 while open; dropped ones have an empty span
}

// findQuotes finds the quotations of all paragraphs and marks the tokens.
func (d *Doc) findQuotes() {
	runsOn := -1 // index of the quotation that was still open at the end of the paragraph before
	for i := range d.Paragraphs {
		p := d.Paragraphs[i]
		if p.First == p.Last {
			continue
		}
		first, last := d.Sentences[p.First].First, d.Sentences[p.Last-1].Last
		q := quoter{text: d.Text, p: quoth.Span{Start: d.Sentences[p.First].Start, End: p.End}}
		q.marks = findMarks(d.Text, q.p, d.Tokens[first:last])
		q.runsOn = runsOn >= 0 && d.Quotes[runsOn].Style != Single
		q.next, q.goesOn = d.reopens(i + 1)
		q.pair()
		if !q.goesOn && i+1 < len(d.Paragraphs) {
			d.endWithSentence(&q)
		}
		runsOn = d.addQuotes(q.found, i, runsOn)
	}
	d.markTokens()
}

// reopens gives the style of the mark that opens paragraph i.
func (d *Doc) reopens(i int) (style QuoteStyle, ok bool) {
	if i >= len(d.Paragraphs) || d.Paragraphs[i].First == d.Paragraphs[i].Last {
		return 0, false
	}
	s := d.Sentences[d.Paragraphs[i].First]
	m := findMarks(d.Text, d.Paragraphs[i].Span, d.Tokens[s.First:min(s.First+1, s.Last)])
	if len(m) == 0 || !m[0].mayOpen {
		return 0, false
	}
	return m[0].style, true
}

// pair goes over the marks once.
func (q *quoter) pair() {
	for i := range q.marks {
		m := &q.marks[i]
		switch {
		case m.style == Single:
			q.single(i)
		case q.opens(i):
			q.openQuote(i)
		default:
			q.close(m)
		}
	}
	q.finish()
}

// opens decides a double mark: by its form where that is plain, by the blanks
// around it, and by whether a quotation is open.
func (q *quoter) opens(i int) bool {
	m := &q.marks[i]
	outer := q.top(false)
	isOpen := outer >= 0
	switch {
	case m.mayOpen && !m.mayClose:
		return true
	case m.mayClose && !m.mayOpen:
		return false
	}
	return !isOpen
}

// top gives the index in open of the innermost open quotation that is single,
// or not; -1 if there is none.
func (q *quoter) top(single bool) int {
	for i := len(q.open) - 1; i >= 0 && i >= len(q.open)-2; i-- {
		if (q.found[q.open[i]].Style == Single) == single {
			return i
		}
	}
	return -1
}

// openQuote starts a quotation at mark i. A double one inside a double one is
// nested only if enough closing marks follow; otherwise the one around it was
// never closed and ends here.
func (q *quoter) openQuote(i int) {
	m := &q.marks[i]
	if m.style != Single {
		if at := q.top(false); at == len(q.open)-1 && at >= 0 && m.balance < len(q.open) {
			outer := q.open[at]
			q.open = q.open[:at]
			q.found[outer].End = trim(q.text, quoth.Span{Start: q.found[outer].Start, End: m.Start}).End
			if q.found[outer].End <= q.found[outer].Open.End {
				q.found[outer].Span = quoth.Span{}
			}
		}
	}
	parent := -1
	if len(q.open) > 0 {
		parent = q.open[len(q.open)-1]
	}
	q.open = append(q.open, len(q.found))
	q.found = append(q.found, Quote{
		Span: quoth.Span{Start: m.Start}, Open: m.Span, Style: m.style, Parent: parent, Continues: -1,
	})
}

// close ends the innermost double quotation at mark m; single ones inside it
// that are still open were apostrophes. A closing mark without an open quotation
// closes one whose opening mark is missing, if it stands as such.
func (q *quoter) close(m *mark) {
	at := q.top(false)
	if at < 0 {
		q.orphan(m)
		return
	}
	for _, o := range q.open[at+1:] {
		q.found[o].Span = quoth.Span{}
	}
	o := &q.found[q.open[at]]
	o.End, o.Close = m.End, m.Span
	if o.Close.Start <= o.Open.End {
		o.Span = quoth.Span{} // "" with nothing between
	}
	q.open = q.open[:at]
}

// orphan makes a quotation of the words before a closing mark whose opening
// mark is missing: from the start of the paragraph, if nothing else is quoted
// before it and the mark stands behind a stop, or if the paragraph before left
// a quotation open.
func (q *quoter) orphan(m *mark) {
	if len(q.found) > 0 || m.Start <= q.p.Start {
		return
	}
	before, _ := utf8.DecodeLastRuneInString(q.text[:m.Start])
	if !q.runsOn && (!isStop(before) || m.Start-q.p.Start > 600) {
		return
	}
	start := quoth.Span{Start: q.p.Start, End: q.p.Start}
	q.found = append(q.found, Quote{
		Span: quoth.Span{Start: q.p.Start, End: m.End}, Open: start, Close: m.Span, Style: m.style, Parent: -1, Continues: -1,
	})
}

// single reads a single mark: it opens a quotation if a mark follows that can
// close it, or if the quotation runs on into the next paragraph; it closes an
// open one unless it looks like an apostrophe behind a plural.
func (q *quoter) single(i int) {
	m := &q.marks[i]
	isOpen := len(q.open) > 0 && q.found[q.open[len(q.open)-1]].Style == Single
	switch {
	case isOpen && m.mayClose && !(m.plural && m.strongAhead):
		o := &q.found[q.open[len(q.open)-1]]
		o.End, o.Close = m.End, m.Span
		if o.Close.Start <= o.Open.End {
			o.Span = quoth.Span{}
		}
		q.open = q.open[:len(q.open)-1]
	case !isOpen && m.mayOpen && (m.closeAhead || q.goesOn && q.next == Single):
		q.openQuote(i)
	}
}

// finish ends the quotations that are still open at the end of the paragraph.
func (q *quoter) finish() {
	for depth, o := range q.open {
		open := &q.found[o]
		open.End = q.p.End
		if open.Style == Single && depth > 0 || open.Open.End >= open.End || q.alone(open.Open) {
			open.Span = quoth.Span{}
		}
	}
	q.goesOn = q.goesOn && len(q.open) > 0 && sameStyle(q.next, q.found[q.open[0]].Style)
	q.open = q.open[:0]
}

// alone reports whether a mark has blanks on both sides.
func (q *quoter) alone(m quoth.Span) bool {
	before, _ := utf8.DecodeLastRuneInString(q.text[:m.Start])
	after, _ := utf8.DecodeRuneInString(q.text[m.End:])
	return m.Start > q.p.Start && isBlank(before) && isBlank(after)
}

// endWithSentence ends a quotation that is neither closed nor opened again in
// the next paragraph: its closing mark is missing, and nothing says that the
// sentences behind the first are still quoted.
func (d *Doc) endWithSentence(q *quoter) {
	for i := range q.found {
		o := &q.found[i]
		if !o.Empty() && o.Close.Empty() && o.End == q.p.End && !(q.runsOn && o.Start == q.p.Start) {
			o.End = d.Sentences[d.SentenceAt(o.Open.End)].End
			q.keepInside(i)
		}
	}
}

// keepInside stretches quotation i around those inside it that start before its
// end, and takes the others out of it.
func (q *quoter) keepInside(i int) {
	o := &q.found[i]
	for j := i + 1; j < len(q.found); j++ {
		in := &q.found[j]
		if in.Parent >= 0 && q.found[in.Parent].Empty() {
			in.Parent = q.found[in.Parent].Parent // that one was dropped
		}
		switch {
		case in.Empty():
		case in.Start < o.End:
			o.End = max(o.End, in.End)
		case in.Parent == i:
			in.Parent = o.Parent
		}
	}
}

// addQuotes appends the quotations of paragraph p and says which of them runs
// on into the next paragraph, -1 for none.
func (d *Doc) addQuotes(found []Quote, p, before int) int {
	at := make([]int, len(found))
	runsOn := -1
	for i, q := range found {
		if q.Empty() {
			at[i] = -1
			if q.Parent >= 0 {
				at[i] = at[q.Parent]
			}
			continue
		}
		q.Paragraph = p
		if q.Parent >= 0 {
			q.Parent = at[q.Parent]
		}
		if start := d.Sentences[d.Paragraphs[p].First].Start; before >= 0 && q.Parent < 0 && q.Start == start &&
			(q.Open.Empty() || sameStyle(q.Style, d.Quotes[before].Style)) {
			q.Continues = before
		}
		at[i] = len(d.Quotes)
		d.Quotes = append(d.Quotes, q)
		if q.Parent < 0 && q.Close.Empty() && q.End == d.Paragraphs[p].End {
			runsOn = at[i]
		}
	}
	return runsOn
}

func sameStyle(a, b QuoteStyle) bool { return (a == Single) == (b == Single) }

// markTokens tells every token its innermost quotation.
func (d *Doc) markTokens() {
	var open []int32
	next := 0
	for i := range d.Tokens {
		t := &d.Tokens[i]
		for len(open) > 0 && d.Quotes[open[len(open)-1]].End <= t.Start {
			open = open[:len(open)-1]
		}
		for next < len(d.Quotes) && d.Quotes[next].Start <= t.Start {
			if d.Quotes[next].End > t.Start {
				open = append(open, int32(next))
			}
			next++
		}
		t.Quote = -1
		if len(open) > 0 {
			t.Quote = open[len(open)-1]
			if q := d.Quotes[t.Quote]; t.Span == q.Open || t.Span == q.Close {
				t.Kind = Mark
			}
		}
		if r, _ := utf8.DecodeRuneInString(t.In(d.Text)); t.Kind == Punct && t.Len() <= 3 && isApostrophe(r) &&
			i > 0 && d.Tokens[i-1].End == t.Start && unicode.IsLetter(lastRune(d.Word(i-1))) {
			t.Kind = Clitic
		}
	}
}

func lastRune(w string) rune {
	r, _ := utf8.DecodeLastRuneInString(w)
	return r
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }
