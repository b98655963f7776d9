package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
)

// mark is a token that may be a quotation mark, and what it may do by its form
// and by what stands around it.
type mark struct {
	quoth.Span
	style    QuoteStyle
	mayOpen  bool
	mayClose bool
	balance  int // double: closing marks minus opening marks behind it, itself counted as opening

	plural      bool // single: behind an s and before a word in lower case, as in "the workers’ union"
	strong      bool // single: closes behind a stop
	strongAhead bool // single: a strong one follows before the next that opens
	closeAhead  bool // single: one that may close follows
}

// elisions are words that start with an apostrophe.
var elisions = wordSet("em til tis twas cause n round bout cuz un")

// findMarks gives the marks among the tokens of the paragraph p.
func findMarks(text string, p quoth.Span, tokens []Token) []mark {
	var marks []mark
	for _, t := range tokens {
		style, ok := markStyle(t.In(text))
		if !ok {
			continue
		}
		m := mark{Span: t.Span, style: style}
		m.around(text, p)
		marks = append(marks, m)
	}
	marks = joinDoubled(marks)
	lookAhead(marks)
	return marks
}

func markStyle(w string) (QuoteStyle, bool) {
	switch w {
	case `"`, "“", "”", "„", "‟", "″", "＂":
		return Double, true
	case "'", "‘", "’", "‚", "‛", "`", "´":
		return Single, true
	case "''", "``", "‘‘", "’’":
		return Doubled, true
	case "«", "»", "‹", "›":
		return Guillemet, true
	case "「", "」", "『", "』":
		return Corner, true
	}
	return 0, false
}

// joinDoubled drops the second of two marks that stand as one ("" around a
// quotation, as in badly converted tables).
func joinDoubled(marks []mark) []mark {
	out := marks[:0]
	for _, m := range marks {
		if n := len(out); n > 0 && m.style == Double && out[n-1].style == Double && out[n-1].End == m.Start {
			if a := &out[n-1]; a.mayOpen && m.mayOpen && !(a.mayClose && m.mayClose) || a.mayClose && m.mayClose && !(a.mayOpen && m.mayOpen) {
				a.End = m.End
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// around says what the mark may do: by its own form, then by the characters
// before and behind it.
func (m *mark) around(text string, p quoth.Span) {
	before, after := ' ', ' '
	if m.Start > p.Start {
		before, _ = utf8.DecodeLastRuneInString(text[:m.Start])
	}
	if m.End < p.End {
		after, _ = utf8.DecodeRuneInString(text[m.End:])
	}
	opens := !isBlank(after) && (isBlank(before) || strings.ContainsRune("([{<“‘«„\"'—–-/:…", before))
	closes := !isBlank(before) && (isBlank(after) || unicode.IsPunct(after) || after == '—')
	switch w := m.In(text); w {
	case "“", "``", "‘‘", "‟", "「", "『":
		m.mayOpen, m.mayClose = true, w == "“" && closes && !opens
		m.mayOpen = m.mayOpen && !m.mayClose || w == "“"
	case "„", "‚":
		m.mayOpen = true
	case "”", "’’", "」", "』":
		m.mayClose = true
		if opens && !closes {
			m.mayOpen = true
		}
	case "«", "‹", "»", "›":
		left := w == "«" || w == "‹"
		opens = opens && !strings.ContainsRune(",.;:!?", after) // « Oui », dit-il
		m.mayOpen = left && !(closes && !opens) || !left && opens && !closes
		m.mayClose = !left && !(opens && !closes) || left && closes && !opens
	case "‘", "‛":
		m.mayOpen = !m.elides(text)
		m.mayClose = closes && !opens
	case "’":
		m.mayClose = closes
	case "'", "`", "´":
		m.mayOpen, m.mayClose = opens && !m.elides(text), closes
		if opens && !strings.ContainsRune(".,!?…", before) {
			m.mayClose = false
		}
	default: // straight: " '' ″
		m.straight(before, after, opens, closes)
	}
	if m.style == Single {
		m.strong = m.mayClose && strings.ContainsRune(",.?!…—”\"", before)
		m.plural = (before == 's' || before == 'S') && lowerFollows(text, m.End, p.End)
	}
}

// straight reads a double mark without direction. Behind a digit it may be an
// inch mark; it is none if it may open.
func (m *mark) straight(before, after rune, opens, closes bool) {
	switch {
	case isBlank(before) && isBlank(after):
		m.mayOpen, m.mayClose = true, true
	case opens && closes: // between punctuation: —"…, ("…
		m.mayOpen, m.mayClose = true, true
	case opens || closes:
		m.mayOpen, m.mayClose = opens, closes
	default:
		m.mayOpen, m.mayClose = true, true
	}
}

// elides reports whether the mark is the apostrophe of ’em, ’90s, ’til.
func (m *mark) elides(text string) bool {
	rest := text[m.End:min(len(text), m.End+8)]
	end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		end = len(rest)
	}
	word := strings.ToLower(rest[:end])
	if len(word) >= 2 && word[0] >= '0' && word[0] <= '9' && strings.TrimRight(word, "s") != word {
		return true
	}
	return elisions[word]
}

func lowerFollows(text string, at, end int) bool {
	rest := text[at:end]
	trimmed := strings.TrimLeftFunc(rest[:min(len(rest), 8)], isBlank)
	r, _ := utf8.DecodeRuneInString(trimmed)
	return len(trimmed) < min(len(rest), 8) && unicode.IsLower(r)
}

// lookAhead fills the fields that depend on the marks behind each one.
func lookAhead(marks []mark) {
	balance := 0
	strong, closes := false, false
	for i := len(marks) - 1; i >= 0; i-- {
		m := &marks[i]
		if m.style != Single {
			switch {
			case m.mayOpen && !m.mayClose:
				balance--
			case m.mayClose && !m.mayOpen:
				balance++
			}
			m.balance = balance
			continue
		}
		m.strongAhead, m.closeAhead = strong, closes
		switch {
		case m.mayOpen:
			strong = false
		case m.strong:
			strong = true
		}
		closes = closes || m.mayClose
	}
}

func isStop(r rune) bool { return strings.ContainsRune(",.?!…—–", r) }
