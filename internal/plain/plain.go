// Package plain reads articles from what plain input comes as: a text file,
// JSON Lines with one article a line, or either of them on standard input, each
// also compressed with gzip (found by content, not by name).
//
// Text. The whole content is the text of one article, byte for byte: a byte
// order mark and CRLF stay. The id is the name as given. The title is the first
// paragraph where that is clearly a title line: one line of 2 to 25 words
// without a sentence-final mark at its end, with a blank line and more text
// behind it.
//
// JSON Lines. A file whose name ends in .jsonl or .ndjson (or that and .gz), and
// any other input but .txt whose first line that is not blank starts as a JSON
// object does: "{" and then a quotation mark or "}". The fields are those of
// quoth.Article; others are ignored. A line without an id takes its url as id,
// else the name and the line number ("news.jsonl:7").
//
// An input that cannot be read, or a line of it, gives one error and does not
// end the sequence; the good lines around it are read.
package plain

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"quoth"
)

// Open reads the articles of one input: a file name, or "-" for stdin. With an
// error comes an article of which only the id is known. An article with a date
// that is not ISO 8601 comes twice: once with an error that names the date, and
// once without the date. Memory is bounded by the largest line or text file.
func Open(name string, stdin io.Reader) iter.Seq2[quoth.Article, error] {
	return func(yield func(quoth.Article, error) bool) {
		in, err := open(name, stdin)
		if err != nil {
			yield(quoth.Article{ID: name}, readError(name, err))
			return
		}
		defer in.Close()
		lines, err := isLines(name, in)
		switch {
		case err != nil:
			yield(quoth.Article{ID: name}, readError(name, err))
		case lines:
			yieldLines(name, in, yield)
		default:
			yield(textArticle(name, in))
		}
	}
}

func readError(name string, err error) error { return fmt.Errorf("read %s: %w", name, err) }

// ErrNoText says that an input or line has no text but blanks.
var ErrNoText = errors.New("no text found")

// textArticle reads the rest of the input as the text of one article.
func textArticle(name string, in *input) (quoth.Article, error) {
	// A look at the start saves reading all of a large binary file.
	if head, err := in.peek(); err == nil && strings.Contains(head, "\x00") {
		return quoth.Article{ID: name}, readError(name, checkText(head, true))
	}
	content, err := io.ReadAll(in)
	if err != nil {
		return quoth.Article{ID: name}, readError(name, err)
	}
	text := string(content)
	if err := checkText(text, true); err != nil {
		return quoth.Article{ID: name}, readError(name, err)
	}
	return quoth.Article{ID: name, Text: text, Title: titleOf(text)}, nil
}

// isLines decides whether the input is JSON Lines, by name or else by its first
// line that is not blank, which it only looks at.
func isLines(name string, in *input) (bool, error) {
	base := strings.TrimSuffix(strings.ToLower(name), ".gz")
	switch {
	case strings.HasSuffix(base, ".jsonl"), strings.HasSuffix(base, ".ndjson"):
		return true, nil
	case strings.HasSuffix(base, ".txt"):
		return false, nil
	}
	head, err := in.peek()
	if err != nil {
		return false, err
	}
	after, isObject := strings.CutPrefix(strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), " \t\r\n"), "{")
	after = strings.TrimLeft(after, " \t")
	return isObject && (strings.HasPrefix(after, `"`) || strings.HasPrefix(after, "}")), nil
}
