package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"quoth"
	"quoth/internal/record"
	"quoth/internal/view"
)

// recordWriter writes records in one format.
type recordWriter interface {
	record(a quoth.Article, r *quoth.Record) error
	fail(id string, err error) error // only jsonl has lines for inputs that failed
	close() error
}

// badRecord says that a record could not be written as it is; others can.
type badRecord struct{ error }

// jsonlWriter writes one record a line.
type jsonlWriter struct {
	w   io.Writer
	buf []byte
}

func (j *jsonlWriter) record(a quoth.Article, r *quoth.Record) (err error) {
	if j.buf, err = record.Encode(j.buf[:0], a.Text, r); err != nil {
		return badRecord{err}
	}
	return j.line()
}

func (j *jsonlWriter) fail(id string, failed error) (err error) {
	if j.buf, err = record.EncodeError(j.buf[:0], id, failed); err != nil {
		return err
	}
	return j.line()
}

func (j *jsonlWriter) line() error {
	j.buf = append(j.buf, '\n')
	_, err := j.w.Write(j.buf)
	return err
}

func (*jsonlWriter) close() error { return nil }

// jsonWriter writes one array over all inputs.
type jsonWriter struct {
	array *record.Array
	buf   []byte
}

func (j *jsonWriter) record(a quoth.Article, r *quoth.Record) (err error) {
	if j.buf, err = record.Encode(j.buf[:0], a.Text, r); err != nil {
		return badRecord{err}
	}
	return j.array.Write(j.buf)
}

func (*jsonWriter) fail(string, error) error { return nil }
func (j *jsonWriter) close() error           { return j.array.Close() }

// csvWriter writes one row an attribution.
type csvWriter struct{ csv *record.CSV }

func (c *csvWriter) record(a quoth.Article, r *quoth.Record) error { return c.csv.Write(a.Text, r) }
func (*csvWriter) fail(string, error) error                        { return nil }
func (c *csvWriter) close() error                                  { return c.csv.Close() }

// terminalWriter shows records to a person, with a rule between them.
type terminalWriter struct {
	w       io.Writer
	options view.Options
	some    bool
}

func (t *terminalWriter) record(a quoth.Article, r *quoth.Record) error {
	if t.some {
		if _, err := io.WriteString(t.w, "\n────────\n\n"); err != nil {
			return err
		}
	}
	t.some = true
	return view.Write(t.w, a, r, t.options)
}

func (*terminalWriter) fail(string, error) error { return nil }
func (*terminalWriter) close() error             { return nil }

// isTerminal tells whether a stream is a terminal, and gives its file.
func isTerminal(stream any) (*os.File, bool) {
	f, ok := stream.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// terminal finds out what the output can show. NO_COLOR and TERM=dumb turn the
// automatic colours off.
func terminal(stdout io.Writer, color string, getenv func(string) string) view.Options {
	o := view.Options{Color: color == "always"}
	f, ok := isTerminal(stdout)
	if !ok {
		return o
	}
	if color == "auto" {
		o.Color = getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		o.Width = width
	}
	return o
}
