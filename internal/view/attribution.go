package view

import (
	"fmt"
	"sort"
	"strings"

	"quoth"
)

// attributions shows each attribution under the one that it stands in.
func (v *view) attributions() {
	atts := v.r.Attributions
	index := make(map[string]int, len(atts))
	for i := range atts {
		index[atts[i].ID] = i
	}
	inner := make([][]int, len(atts))
	var outer []int
	for i := range atts {
		if at, ok := index[string(atts[i].Within)]; ok {
			inner[at] = append(inner[at], i)
		} else {
			outer = append(outer, i)
		}
	}
	// A stack, not recursion: attributions can be nested very deeply.
	type open struct{ i, depth int }
	stack := make([]open, 0, len(outer))
	for i := len(outer) - 1; i >= 0; i-- {
		stack = append(stack, open{outer[i], 0})
	}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		v.attribution(&atts[top.i], 4*min(top.depth, 8))
		for j := len(inner[top.i]) - 1; j >= 0; j-- {
			stack = append(stack, open{inner[top.i][j], top.depth + 1})
		}
	}
}

// attribution shows one block: speaker, cue, details, words.
func (v *view) attribution(a *quoth.Attribution, indent int) {
	v.out.WriteString("\n")
	v.speakerLine(a, indent)
	if more := v.circumstances(a); more != "" {
		v.block(indent+2, v.styles.side, Visible(more))
	}
	v.block(indent+2, v.styles.words, Visible(a.Content.Text))
}

// speakerLine is one line where it fits and wrapped lines without colours where
// it does not.
func (v *view) speakerLine(a *quoth.Attribution, indent int) {
	name, wording := v.speaker(a)
	cue := squeeze(Visible(a.Cue.Text))
	details := join(" · ", squeeze(Visible(string(a.Kind))), v.where(quoth.Hull(a.Content.Spans)))
	parts := []string{squeeze(Visible(name)), "", cue, "· " + details}
	if wording != "" {
		parts[1] = "(" + squeeze(Visible(wording)) + ")"
	}
	line := join(" ", parts...)
	indent = min(indent, v.width-minWidth)
	if displayWidth(line) > v.width-indent {
		v.block(indent, v.styles.speaker, line)
		return
	}
	line = join(" ", v.paint(v.styles.speaker, parts[0]), v.paint(v.styles.side, parts[1]),
		v.paint(v.styles.cue, cue), v.paint(v.styles.side, parts[3]))
	v.out.WriteString(strings.Repeat(" ", indent) + line + "\n")
}

// speaker gives the name of the source, and the words of the article for it where
// they differ.
func (v *view) speaker(a *quoth.Attribution) (name, wording string) {
	if len(a.Source.Entity) == 0 {
		return or(a.Source.Text, "(unknown)"), ""
	}
	names := make([]string, len(a.Source.Entity))
	for i, id := range a.Source.Entity {
		names[i] = v.name(id)
	}
	name = strings.Join(names, " and ")
	if squeeze(a.Source.Text) == squeeze(name) {
		return name, ""
	}
	return name, a.Source.Text
}

func (v *view) name(id string) string {
	if e := v.entities[id]; e != nil && e.Name != "" {
		return e.Name
	}
	return id
}

// circumstances are where, to whom and when it was said, and what it continues.
func (v *view) circumstances(a *quoth.Attribution) string {
	var venue, addressee, said, continues string
	if a.Venue != nil {
		venue = "in: " + a.Venue.Name
	}
	if a.Addressee != nil {
		addressee = "to: " + a.Addressee.Text
		var names []string
		for _, id := range a.Addressee.Entity {
			names = append(names, v.name(id))
		}
		if who := strings.Join(names, " and "); who != "" && !strings.Contains(squeeze(a.Addressee.Text), squeeze(who)) {
			addressee += " (" + who + ")"
		}
	}
	if a.Said != nil {
		said = "when: " + a.Said.Text
		if a.Said.Value != "" && string(a.Said.Value) != a.Said.Text {
			said += " (" + string(a.Said.Value) + ")"
		}
	}
	if a.PartOf != "" {
		continues = "continues the statement before"
	}
	return join(" · ", venue, addressee, said, continues)
}

// where names the paragraph of the text in which a span starts.
func (v *view) where(s quoth.Span) string {
	n := sort.SearchInts(v.paragraphs, s.Start+1)
	return fmt.Sprintf("paragraph %d", max(n, 1))
}

// paragraphStarts finds where the blocks of text between blank lines start; in a
// text without blank lines, where the lines start.
func paragraphStarts(text string) []int {
	var blocks, lines []int
	blank := true
	at := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			blank = true
		} else {
			lines = append(lines, at)
			if blank {
				blocks = append(blocks, at)
			}
			blank = false
		}
		at += len(line)
	}
	if len(blocks) <= 1 {
		return lines
	}
	return blocks
}
