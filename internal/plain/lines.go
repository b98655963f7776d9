package plain

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"quoth"
)

// Line is one line of an input, without its end.
type Line struct {
	Number int // counted from 1
	Bytes  []byte
}

// Lines reads an input, a file name or "-" for stdin, line by line; gzip is
// found by content. Lines may have any length, blank ones are left out. An error
// comes last, with the number of the line that could not be read to its end.
func Lines(name string, stdin io.Reader) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		in, err := open(name, stdin)
		if err != nil {
			yield(Line{}, readError(name, err))
			return
		}
		defer in.Close()
		eachLine(in, func(l Line, err error) bool {
			if err != nil {
				err = readError(fmt.Sprintf("%s:%d", name, l.Number), err)
			}
			return yield(l, err)
		})
	}
}

// eachLine yields the lines that are not blank. What is left of a line that
// breaks off with an error is not yielded, only the error.
func eachLine(in *input, yield func(Line, error) bool) {
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			yield(Line{Number: n}, cause(err))
			return
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && !yield(Line{n, line}, nil) {
			return
		}
		if err != nil {
			return
		}
	}
}

// yieldLines yields the article of each line.
func yieldLines(name string, in *input, yield func(quoth.Article, error) bool) {
	some := false
	eachLine(in, func(l Line, err error) bool {
		some = true
		where := fmt.Sprintf("%s:%d", name, l.Number)
		if err != nil {
			return yield(quoth.Article{ID: where}, readError(where, err))
		}
		a, err := lineArticle(where, l.Bytes)
		if err != nil {
			return yield(quoth.Article{ID: a.ID}, readError(where, err))
		}
		published, err := checkDate(a.Published)
		if err != nil && !yield(quoth.Article{ID: a.ID}, readError(where, err)) {
			return false
		}
		a.Published = published
		return yield(a, nil)
	})
	if !some {
		yield(quoth.Article{ID: name}, readError(name, ErrNoText))
	}
}

// line is an article as JSON has it: null is no text.
type line struct {
	ID        string  `json:"id"`
	Text      *string `json:"text"`
	Title     string  `json:"title"`
	Outlet    string  `json:"outlet"`
	Published string  `json:"published"`
	URL       string  `json:"url"`
	Authors   names   `json:"authors"`
	Language  string  `json:"language"`
}

// names reads a list of strings; one string is a list of one.
type names []string

func (n *names) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		if one != "" {
			*n = names{one}
		}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(n))
}

// lineArticle reads one line. The id is set even with an error, as far as it is
// known.
func lineArticle(where string, data []byte) (quoth.Article, error) {
	if at := invalidAt(string(data)); at >= 0 {
		return quoth.Article{ID: where}, fmt.Errorf("not UTF-8: byte 0x%02x at position %d of the line", data[at], at)
	}
	var l line
	err := json.Unmarshal(data, &l)
	a := quoth.Article{ID: l.ID, Title: l.Title, Outlet: l.Outlet, Published: l.Published, URL: l.URL, Authors: l.Authors, Language: l.Language}
	if a.ID == "" {
		a.ID = l.URL
	}
	if a.ID == "" {
		a.ID = where
	}
	switch {
	case err != nil:
		return a, jsonError(err)
	case l.Text == nil:
		return a, errors.New(`no "text" in the article`)
	case strings.ContainsRune(*l.Text, utf8.RuneError) && loneSurrogate(data):
		return a, errors.New("broken JSON: half of a surrogate pair")
	}
	a.Text = *l.Text
	return a, checkText(a.Text, false)
}

// jsonError says in our words what is wrong with a line.
func jsonError(err error) error {
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return fmt.Errorf("%q is not a text but a JSON %s", wrong.Field, wrong.Value)
	case errors.As(err, &wrong):
		return fmt.Errorf("not a JSON object but a JSON %s", wrong.Value)
	}
	return fmt.Errorf("broken JSON: %w", err)
}

// loneSurrogate tells whether an escape \uD800 to \uDFFF stands without its
// other half. No UTF-8 text can hold it.
func loneSurrogate(data []byte) bool {
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		r := escape(data[i:])
		switch {
		case r >= 0xD800 && r < 0xDC00:
			if low := escape(data[i+6:]); low < 0xDC00 || low > 0xDFFF {
				return true
			}
			i += 11
		case r >= 0xDC00 && r <= 0xDFFF:
			return true
		default:
			i++ // what is escaped may be a backslash
		}
	}
	return false
}

// escape reads an escape \uXXXX at the start of data, -1 where there is none.
func escape(data []byte) int {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return -1
	}
	r := 0
	for _, c := range data[2:6] {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 {
			return -1
		}
		r = r<<4 | digit
	}
	return r
}
