package reader_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"quoth"
)

// The roles that a mark can have.
const (
	sourceRole    = 's'
	cueRole       = 'q'
	contentRole   = 'c'
	venueRole     = 'v'
	addresseeRole = 'a'
	saidRole      = 't'
	labelRole     = 'l'
	scareRole     = 'x'
)

const roles = "sqcvatlx"

// marked is a text with the marks that stood in it. testdata/README.md
// describes the notation.
type marked struct {
	Text  string
	Marks []mark // in the order of their opening braces
}

// mark is one pair of braces: its span is in bytes of the stripped text.
type mark struct {
	quoth.Span
	Role   rune
	Number int      // 0 for scare quotes
	Names  []string // names behind "="; "?" alone asserts that nobody is known
}

// of gives the spans of one role of one attribution.
func (m marked) of(role rune, number int) []quoth.Span {
	var spans []quoth.Span
	for _, k := range m.Marks {
		if k.Role == role && k.Number == number {
			spans = append(spans, k.Span)
		}
	}
	return spans
}

// names gives the names that the marks of one role of one attribution assert.
func (m marked) names(role rune, number int) []string {
	for _, k := range m.Marks {
		if k.Role == role && k.Number == number && k.Names != nil {
			return k.Names
		}
	}
	return nil
}

// numbers lists the attributions, 1, 2, ...
func (m marked) numbers() []int {
	var ns []int
	for _, k := range m.Marks {
		if strings.ContainsRune("sqc", k.Role) && !slices.Contains(ns, k.Number) {
			ns = append(ns, k.Number)
		}
	}
	slices.Sort(ns)
	return ns
}

// parseMarked strips the marks from src. It fails on a brace without its
// partner, an empty mark, an unknown role or a number that is missing.
func parseMarked(src string) (marked, error) {
	var (
		m    marked
		out  strings.Builder
		open []int // indexes of the marks not yet closed
	)
	for src != "" {
		r, size := utf8.DecodeRuneInString(src)
		switch r {
		case '\\':
			s, n, err := unescape(src)
			if err != nil {
				return m, err
			}
			out.WriteString(s)
			size = n
		case '{':
			k, n, err := parseHead(src)
			if err != nil {
				return m, err
			}
			k.Start = out.Len()
			open = append(open, len(m.Marks))
			m.Marks = append(m.Marks, k)
			size = n
		case '}':
			if len(open) == 0 {
				return m, fmt.Errorf("closing brace without a mark before %q", start(src))
			}
			k := &m.Marks[open[len(open)-1]]
			k.End = out.Len()
			if k.Empty() {
				return m, fmt.Errorf("mark %c%d is empty", k.Role, k.Number)
			}
			open = open[:len(open)-1]
		default:
			out.WriteString(src[:size])
		}
		src = src[size:]
	}
	if len(open) > 0 {
		k := m.Marks[open[0]]
		return m, fmt.Errorf("mark %c%d is never closed", k.Role, k.Number)
	}
	m.Text = out.String()
	return m, m.validate()
}

// validate reports numbers that leave a gap, and pieces of one role that overlap.
func (m marked) validate() error {
	numbers := m.numbers()
	for i, n := range numbers {
		if n != i+1 {
			return fmt.Errorf("attribution %d is missing", i+1)
		}
		if len(m.of(cueRole, n))+len(m.of(contentRole, n)) == 0 {
			return fmt.Errorf("attribution %d has neither cue nor content", n)
		}
	}
	for _, k := range m.Marks {
		if strings.ContainsRune("vat", k.Role) && !slices.Contains(numbers, k.Number) {
			return fmt.Errorf("mark %c%d belongs to no attribution", k.Role, k.Number)
		}
		spans := m.of(k.Role, k.Number)
		for i := 1; i < len(spans) && k.Role != scareRole && k.Role != labelRole; i++ {
			if spans[i].Overlaps(spans[i-1]) {
				return fmt.Errorf("pieces of %c%d overlap", k.Role, k.Number)
			}
		}
	}
	return nil
}

// parseHead reads the opening of a mark, "{s1 " or "{s1=Ann Lee|" or "{x ",
// and gives its length.
func parseHead(src string) (mark, int, error) {
	var k mark
	bad := fmt.Errorf("not a mark: %q", start(src))
	i := 1
	if i >= len(src) || !strings.Contains(roles, src[i:i+1]) {
		return k, 0, bad
	}
	k.Role = rune(src[i])
	i++
	digits := i
	for i < len(src) && '0' <= src[i] && src[i] <= '9' {
		i++
	}
	k.Number, _ = strconv.Atoi(src[digits:i])
	if (k.Role == scareRole) != (i == digits) || i >= len(src) {
		return k, 0, bad
	}
	if src[i] == '=' {
		end := strings.IndexByte(src, '|')
		if end < 0 || strings.Contains(src[:end], "}") {
			return k, 0, fmt.Errorf("no | behind the name: %q", start(src))
		}
		k.Names = strings.Split(src[i+1:end], "+")
		return k, end + 1, nil
	}
	if src[i] != ' ' {
		return k, 0, bad
	}
	return k, i + 1, nil
}

// unescape reads a backslash and what follows: \{ \} \\ \| \r \t \uXXXX.
func unescape(src string) (string, int, error) {
	if len(src) < 2 {
		return "", 0, fmt.Errorf("backslash at the end")
	}
	switch src[1] {
	case '{', '}', '\\':
		return src[1:2], 2, nil
	case 'r':
		return "\r", 2, nil
	case 't':
		return "\t", 2, nil
	case 'u':
		if len(src) >= 6 {
			if n, err := strconv.ParseUint(src[2:6], 16, 32); err == nil {
				return string(rune(n)), 6, nil
			}
		}
	}
	return "", 0, fmt.Errorf("unknown escape %q", start(src))
}

// start is the beginning of s, for messages.
func start(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// printMarked writes the paragraphs that the marks touch, with the marks in
// place, in the notation that parseMarked reads.
func printMarked(text string, marks []mark) string {
	if len(marks) == 0 {
		return "(nothing)"
	}
	lo, hi := len(text), 0
	for _, k := range marks {
		lo, hi = min(lo, k.Start), max(hi, k.End)
	}
	if i := strings.LastIndex(text[:lo], "\n"); i >= 0 {
		lo = i + 1
	} else {
		lo = 0
	}
	if i := strings.Index(text[hi:], "\n"); i >= 0 {
		hi += i
	} else {
		hi = len(text)
	}
	opens, closes := slices.Clone(marks), slices.Clone(marks)
	slices.SortStableFunc(opens, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	slices.SortFunc(closes, func(a, b mark) int { return cmp.Compare(a.End, b.End) })

	var out strings.Builder
	for at := lo; at <= hi; {
		for len(closes) > 0 && closes[0].End == at {
			out.WriteByte('}')
			closes = closes[1:]
		}
		for len(opens) > 0 && opens[0].Start == at {
			out.WriteString(opens[0].head())
			opens = opens[1:]
		}
		if at == hi {
			break
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		out.WriteString(text[at : at+size])
		at += size
	}
	return out.String()
}

// head is the opening of the mark, as parseHead reads it.
func (k mark) head() string {
	head := "{" + string(k.Role)
	if k.Role != scareRole {
		head += strconv.Itoa(k.Number)
	}
	if k.Names != nil {
		return head + "=" + strings.Join(k.Names, "+") + "|"
	}
	return head + " "
}
