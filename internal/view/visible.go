package view

import (
	"fmt"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
)

// Visible shows control characters and marks that change the direction of
// writing as <U+202E>. Line breaks and tabs stay, and so do the joiners that
// scripts and emoji are written with. Text that is not UTF-8 gets U+FFFD.
func Visible(s string) string {
	if strings.IndexFunc(s, harmful) < 0 {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	var b strings.Builder
	for _, r := range s {
		if harmful(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func harmful(r rune) bool {
	switch r {
	case '\n', '\t', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return false // white space, folded where text is wrapped
	case '\u200c', '\u200d', '\u00ad':
		return false
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}

// OneLine shows s as one line: what Visible does, and line breaks as blanks.
func OneLine(s string) string { return squeeze(Visible(s)) }

// squeeze puts one blank for each run of white space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// breaks splits text at its blank lines and squeezes the white space of the
// pieces.
func breaks(text string) []string {
	var out []string
	var piece []string
	flush := func() {
		if len(piece) > 0 {
			out = append(out, strings.Join(piece, " "))
			piece = piece[:0]
		}
	}
	for line := range strings.Lines(text) {
		if line = squeeze(line); line == "" {
			flush()
			continue
		}
		piece = append(piece, line)
	}
	flush()
	return out
}

// wrap breaks a paragraph, whose words one blank parts, into lines of at most
// width columns. Only a word that is longer than a line is broken itself; that is
// also how scripts without blanks between words are wrapped.
func wrap(paragraph string, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	for word := range strings.SplitSeq(paragraph, " ") {
		n := displayWidth(word)
		if used > 0 && used+1+n > width {
			lines = append(lines, line.String())
			line.Reset()
			used = 0
		}
		if n > width {
			pieces := strings.Split(lipgloss.Wrap(word, width, ""), "\n")
			lines = append(lines, pieces[:len(pieces)-1]...)
			word = pieces[len(pieces)-1]
			n = displayWidth(word)
		}
		if used > 0 {
			line.WriteByte(' ')
			used++
		}
		line.WriteString(word)
		used += n
	}
	return append(lines, line.String())
}

// displayWidth is the number of columns that s takes.
func displayWidth(s string) int { return lipgloss.Width(s) }
