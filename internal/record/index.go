package record

import (
	"strings"
	"unicode/utf8"
)

// step is the distance of the index's marks, in bytes and in code points.
const step = 64

// index changes between byte and code point positions of one text, each in
// constant time. A text of ASCII alone needs no marks.
type index struct {
	text   string
	points int   // length of the text in code points
	starts []int // code points that begin before byte i*step
	bytes  []int // byte at which code point i*step begins
}

// newIndex reads the text once. The text must be valid UTF-8.
func newIndex(text string) *index {
	x := &index{text: text, points: utf8.RuneCountInString(text)}
	if x.points == len(text) {
		return x
	}
	x.starts = make([]int, 0, len(text)/step+1)
	x.bytes = make([]int, 0, x.points/step+1)
	n := 0
	for i := 0; i < len(text); i++ {
		if i%step == 0 {
			x.starts = append(x.starts, n)
		}
		if !utf8.RuneStart(text[i]) {
			continue
		}
		if n%step == 0 {
			x.bytes = append(x.bytes, i)
		}
		n++
	}
	return x
}

// point gives the code point position of a byte position, and whether b lies in
// the text and between two code points.
func (x *index) point(b int) (int, bool) {
	switch {
	case b < 0 || b > len(x.text):
		return 0, false
	case b == len(x.text):
		return x.points, true
	case x.starts == nil:
		return b, true
	case !utf8.RuneStart(x.text[b]):
		return 0, false
	}
	mark := b / step
	return x.starts[mark] + runeStarts(x.text[mark*step:b]), true
}

// runeStarts counts the bytes of s that begin a code point; s may start in the
// middle of one.
func runeStarts(s string) int {
	n := 0
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

// byteAt gives the byte position of a code point position, and whether p lies in
// the text.
func (x *index) byteAt(p int) (int, bool) {
	switch {
	case p < 0 || p > x.points:
		return 0, false
	case p == x.points:
		return len(x.text), true
	case x.bytes == nil:
		return p, true
	}
	b := x.bytes[p/step]
	for range p % step {
		_, size := utf8.DecodeRuneInString(x.text[b:])
		b += size
	}
	return b, true
}

// fold puts one blank for every run of white space and trims the ends.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
