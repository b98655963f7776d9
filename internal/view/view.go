// Package view shows the record of one article on a terminal: a header, one
// block an attribution (who, the cue, how, where; then the words), the embedded
// posts, the outlet's own words for people, the quotation marks that quote
// nobody, and a summary.
//
// What an attribution stands in is shown above it, with the inner one indented.
// Words are wrapped to the width of the terminal by their display width. Control
// characters and marks that change the direction of writing are shown as
// <U+202E>, so that no article can play tricks with the terminal.
package view

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"quoth"
)

// Options say what the terminal can do. The zero value is 80 columns without
// colour.
type Options struct {
	Width int  // columns, 0 for 80
	Color bool // write ANSI styles
}

// The widths that text is wrapped to.
const (
	defaultWidth = 80
	maxWidth     = 100
	minWidth     = 24
)

// Write shows one record, whose spans count bytes of a.Text.
func Write(w io.Writer, a quoth.Article, r *quoth.Record, o Options) error {
	v := &view{a: a, r: r, paragraphs: paragraphStarts(a.Text), entities: map[string]*quoth.Entity{}}
	v.width = o.Width
	if v.width <= 0 {
		v.width = defaultWidth
	}
	v.width = max(minWidth, min(v.width, maxWidth))
	if o.Color {
		v.styles = colours()
	}
	for i := range r.Entities {
		v.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	v.header()
	v.attributions()
	v.posts()
	v.labels()
	v.scareQuotes()
	v.summary()
	_, err := io.WriteString(w, v.out.String())
	return err
}

type view struct {
	a          quoth.Article
	r          *quoth.Record
	width      int
	styles     styles
	entities   map[string]*quoth.Entity
	paragraphs []int // byte at which each paragraph starts
	out        strings.Builder
}

// styles are the looks of the parts; the zero value shows plain text.
type styles struct {
	on                               bool
	title, speaker, cue, words, side lipgloss.Style
}

// colours uses the sixteen colours that every terminal has, in its own shades.
func colours() styles {
	plain := lipgloss.NewStyle()
	return styles{
		on:      true,
		title:   plain.Bold(true),
		speaker: plain.Bold(true).Foreground(lipgloss.Cyan),
		cue:     plain.Foreground(lipgloss.Yellow),
		words:   plain,
		side:    plain.Faint(true),
	}
}

// paint gives one line its look.
func (v *view) paint(s lipgloss.Style, line string) string {
	if !v.styles.on || line == "" {
		return line
	}
	return s.Inline(true).Render(line)
}

// block writes text, wrapped and indented. Blank lines of the text are line
// breaks, other white space is one blank.
func (v *view) block(indent int, s lipgloss.Style, text string) {
	indent = min(indent, v.width-minWidth)
	for _, paragraph := range breaks(text) {
		for _, line := range wrap(paragraph, v.width-indent) {
			v.out.WriteString(strings.Repeat(" ", indent) + v.paint(s, line) + "\n")
		}
	}
}

// heading writes the name of a section.
func (v *view) heading(text string) {
	v.out.WriteString("\n")
	v.block(0, v.styles.title, text)
}

func (v *view) header() {
	title := string(v.r.Article.Title)
	if title != "" {
		v.block(0, v.styles.title, Visible(title))
	}
	var known []string
	for _, f := range []string{string(v.r.Article.Outlet), string(v.r.Article.Published), v.r.Article.ID} {
		if f != "" {
			known = append(known, Visible(f))
		}
	}
	v.block(0, v.styles.side, strings.Join(known, " · "))
}

func (v *view) posts() {
	if len(v.r.Posts) == 0 {
		return
	}
	v.heading("Embedded posts")
	for i := range v.r.Posts {
		p := &v.r.Posts[i]
		who := or(string(p.Author), "(unknown)")
		v.block(2, v.styles.speaker, Visible(or(join(" ", who, string(p.Handle)), "(unknown)")))
		v.block(4, v.styles.side, Visible(join(" · ", string(p.Platform), string(p.Date), v.where(p.Span), string(p.URL))))
		if p.Text != "" {
			v.block(4, v.styles.words, Visible(string(p.Text)))
		}
	}
}

// labels groups the labels of each voice by entity, in text order.
func (v *view) labels() {
	for _, voice := range []struct {
		voice quoth.Voice
		title string
	}{
		{quoth.NarratorVoice, "The outlet's own words for people"},
		{quoth.SourceVoice, "Words of sources for people"},
	} {
		var order []string
		words := map[string][]string{}
		for _, l := range v.r.Labels {
			if l.Voice != voice.voice {
				continue
			}
			if _, ok := words[l.Entity]; !ok {
				order = append(order, l.Entity)
			}
			words[l.Entity] = append(words[l.Entity], l.Text)
		}
		if len(order) == 0 {
			continue
		}
		v.heading(voice.title)
		for _, id := range order {
			v.block(2, v.styles.words, Visible(v.name(id)+": "+counted(words[id])))
		}
	}
}

func (v *view) scareQuotes() {
	if len(v.r.ScareQuotes) == 0 {
		return
	}
	var words []string
	for _, s := range v.r.ScareQuotes {
		words = append(words, s.In(v.a.Text))
	}
	v.heading("In quotation marks, but nobody's statement")
	v.block(2, v.styles.words, Visible(counted(words)))
}

// counted joins words, each once, with the number of times.
func counted(words []string) string {
	var order []string
	times := map[string]int{}
	for _, w := range words {
		if times[w]++; times[w] == 1 {
			order = append(order, w)
		}
	}
	for i, w := range order {
		if times[w] > 1 {
			order[i] = fmt.Sprintf("%s (%d times)", w, times[w])
		}
	}
	return strings.Join(order, ", ")
}

func (v *view) summary() {
	kinds := map[quoth.Kind]int{}
	sources := map[string]bool{}
	unknown := 0
	for _, a := range v.r.Attributions {
		kinds[a.Kind]++
		for _, id := range a.Source.Entity {
			sources[id] = true
		}
		if len(a.Source.Entity) == 0 {
			unknown++
		}
	}
	line := count(len(v.r.Attributions), "statement")
	if len(sources) > 0 {
		line += " of " + count(len(sources), "source")
	}
	var parts []string
	for _, k := range []quoth.Kind{quoth.Direct, quoth.Mixed, quoth.Indirect} {
		if kinds[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", kinds[k], k))
		}
	}
	if len(parts) > 0 {
		line += ": " + strings.Join(parts, ", ")
	}
	if unknown > 0 {
		line += fmt.Sprintf("; %d of an unknown source", unknown)
	}
	v.out.WriteString("\n")
	v.block(0, v.styles.side, line)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// join puts sep between the parts that are not empty.
func join(sep string, parts ...string) string {
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return strings.Join(known, sep)
}
