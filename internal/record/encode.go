package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"quoth"
)

// Encode appends the record as one JSON object to dst, without a newline. The
// spans of r count bytes of text, those that are written count code points; r is
// not changed. Equal records give equal bytes. It fails when the text is not
// UTF-8 or a span is empty, outside the text or not between code points.
func Encode(dst []byte, text string, r *quoth.Record) ([]byte, error) {
	if !utf8.ValidString(text) {
		return dst, fmt.Errorf("encode record %s: text is not UTF-8", r.Article.ID)
	}
	c := clone(r)
	if err := toPoints(c, newIndex(text)); err != nil {
		return dst, fmt.Errorf("encode record %s: %w", r.Article.ID, err)
	}
	out, err := appendJSON(dst, c)
	if err != nil {
		return dst, fmt.Errorf("encode record %s: %w", r.Article.ID, err)
	}
	return out, nil
}

// toPoints changes all spans from bytes to code points.
func toPoints(r *quoth.Record, x *index) (err error) {
	eachSpan(r, func(p place, s *quoth.Span) {
		start, ok1 := x.point(s.Start)
		end, ok2 := x.point(s.End)
		if !ok1 || !ok2 || end <= start {
			if err == nil {
				err = fmt.Errorf("%v: span %d-%d does not fit the text of %d bytes", p, s.Start, s.End, len(x.text))
			}
			return
		}
		*s = quoth.Span{Start: start, End: end}
	})
	return err
}

// EncodeArticle appends an article as one JSON object to dst, without a newline:
// the input format of "quoth read".
func EncodeArticle(dst []byte, a quoth.Article) ([]byte, error) {
	out, err := appendJSON(dst, a)
	if err != nil {
		return dst, fmt.Errorf("encode article %s: %w", a.ID, err)
	}
	return out, nil
}

// failure is the line that stands for an input that could not be read.
type failure struct {
	Error struct {
		Message string `json:"message"`
	} `json:"error"`
	Article struct {
		ID string `json:"id"`
	} `json:"article"`
}

// EncodeError appends the line that stands for an input that could not be read:
// {"error": {"message": …}, "article": {"id": …}}, without a newline.
func EncodeError(dst []byte, id string, failed error) ([]byte, error) {
	var f failure
	f.Error.Message, f.Article.ID = failed.Error(), id
	out, err := appendJSON(dst, f)
	if err != nil {
		return dst, fmt.Errorf("encode error of %s: %w", id, err)
	}
	return out, nil
}

// appendJSON appends v as JSON without the escapes for HTML.
func appendJSON(dst []byte, v any) ([]byte, error) {
	b := bytes.NewBuffer(dst)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return dst, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Array writes JSON objects as one pretty-printed array, each as soon as it is
// given. Close ends the array; an array without objects is [].
type Array struct {
	w      io.Writer
	opened bool
}

// NewArray writes to w.
func NewArray(w io.Writer) *Array { return &Array{w: w} }

// Write adds one object, which must be valid JSON.
func (a *Array) Write(object []byte) error {
	b := bytes.NewBufferString("[\n  ")
	if a.opened {
		b.Reset()
		b.WriteString(",\n  ")
	}
	if err := json.Indent(b, object, "  ", "  "); err != nil {
		return fmt.Errorf("indent record: %w", err)
	}
	a.opened = true
	_, err := a.w.Write(b.Bytes())
	return err
}

// Close ends the array with a newline.
func (a *Array) Close() error {
	end := "[]\n"
	if a.opened {
		end = "\n]\n"
	}
	_, err := io.WriteString(a.w, end)
	return err
}

// ErrFailedInput says that a line stands for an input that could not be read.
var ErrFailedInput = errors.New("line stands for an input that could not be read")
