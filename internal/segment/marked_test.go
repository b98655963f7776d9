package segment_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
)

// testCase is a text and the structure that its marks give it. Nil parts are
// not compared.
type testCase struct {
	name       string
	text       string
	paragraphs []part
	sentences  []part
	quotes     []part
	tokens     []string
}

// parseCase strips the marks ⟦ ⟧ ‖ ¶ § ⟨ ⟩ from src and resolves its escapes.
func parseCase(name, src string) (*testCase, error) {
	c := &testCase{name: name}
	var (
		out       strings.Builder
		open      []int // quotations not yet closed
		ends      []int // of sentences
		starts    []part
		datelines []quoth.Span
	)
	for src != "" {
		r, size := utf8.DecodeRuneInString(src)
		at := out.Len()
		switch r {
		case '⟦':
			in := 0
			if len(open) > 0 {
				in = open[len(open)-1] + 1
			}
			open = append(open, len(c.quotes))
			c.quotes = append(c.quotes, part{Span: quoth.Span{Start: at}, note: fmt.Sprintf("in=%d continues=0", in)})
		case '⟧':
			if len(open) == 0 {
				return nil, fmt.Errorf("⟧ without ⟦")
			}
			c.quotes[open[len(open)-1]].End = at
			open = open[:len(open)-1]
		case '‖':
			ends = append(ends, at)
		case '¶':
			starts = append(starts, part{Span: quoth.Span{Start: at}, note: "body"})
		case '§':
			starts = append(starts, part{Span: quoth.Span{Start: at}, note: "title"})
		case '⟨':
			datelines = append(datelines, quoth.Span{Start: at})
		case '⟩':
			if len(datelines) == 0 {
				return nil, fmt.Errorf("⟩ without ⟨")
			}
			datelines[len(datelines)-1].End = at
		case '\\':
			s, tail, err := unescape(src)
			if err != nil {
				return nil, fmt.Errorf("escape %.10q: %w", src, err)
			}
			out.WriteString(s)
			size = len(src) - len(tail)
		default:
			out.WriteString(src[:size])
		}
		src = src[size:]
	}
	if len(open) > 0 {
		return nil, fmt.Errorf("⟦ without ⟧")
	}
	c.text = out.String()
	c.setParagraphs(starts, datelines)
	return c, c.setSentences(ends, datelines)
}

func unescape(src string) (value, tail string, err error) {
	r, _, tail, err := strconv.UnquoteChar(src, 0)
	return string(r), tail, err
}

// setParagraphs takes each paragraph from its start to the next one.
func (c *testCase) setParagraphs(starts []part, datelines []quoth.Span) {
	for i, p := range starts {
		p.End = len(c.text)
		if i+1 < len(starts) {
			p.End = starts[i+1].Start
		}
		for _, d := range datelines {
			if p.Contains(d) {
				p.note += fmt.Sprintf(" behind %q", strings.TrimSpace(d.In(c.text)))
			}
		}
		p.Span = trim(c.text, p.Span)
		c.paragraphs = append(c.paragraphs, p)
	}
}

// setSentences takes each sentence from the end of the one before, or from the
// end of the dateline.
func (c *testCase) setSentences(ends []int, datelines []quoth.Span) error {
	start := 0
	for _, end := range ends {
		s := quoth.Span{Start: start, End: end}
		for _, d := range datelines {
			if s.Contains(d) {
				s.Start = d.End
			}
		}
		c.sentences = append(c.sentences, part{Span: trim(c.text, s)})
		start = end
	}
	if rest := trim(c.text, quoth.Span{Start: start, End: len(c.text)}); len(ends) > 0 && !rest.Empty() {
		return fmt.Errorf("no ‖ behind %q", rest.In(c.text))
	}
	return nil
}

// trim cuts white space and invisible marks off the edges of s.
func trim(text string, s quoth.Span) quoth.Span {
	blank := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\ufeff\u200b\u2060", r) }
	in := s.In(text)
	left := strings.TrimLeftFunc(in, blank)
	s.Start += len(in) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, blank))
	return s
}

// add reads a section that goes with the case.
func (c *testCase) add(ext, data string) error {
	switch ext {
	case "tokens":
		c.tokens = strings.Fields(data)
		return nil
	case "want":
		for line := range strings.Lines(data) {
			if err := c.want(strings.Fields(line)); err != nil {
				return fmt.Errorf("want line %q: %w", line, err)
			}
		}
		return nil
	}
	return fmt.Errorf("unknown section")
}

// want reads "quotes=none" or "quote 2 continues=1 style=double open=“ close=".
func (c *testCase) want(words []string) error {
	if slices.Equal(words, []string{"quotes=none"}) {
		c.quotes = []part{}
		return nil
	}
	if len(words) < 3 || words[0] != "quote" {
		return fmt.Errorf("not understood")
	}
	n, err := strconv.Atoi(words[1])
	if err != nil || n < 1 || n > len(c.quotes) {
		return fmt.Errorf("no quotation %q", words[1])
	}
	q := &c.quotes[n-1]
	for _, key := range []string{"continues", "style", "open", "close"} {
		for _, w := range words[2:] {
			v, ok := strings.CutPrefix(w, key+"=")
			switch {
			case ok && key == "continues":
				q.note = strings.Replace(q.note, "continues=0", "continues="+v, 1)
			case ok:
				q.note += " " + key + "=" + v
			}
		}
	}
	return nil
}
