package plain

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// input is an opened input, decompressed where it is gzip.
type input struct {
	*bufio.Reader
	file *os.File // nil for standard input
}

func (in *input) Close() error {
	if in.file == nil {
		return nil
	}
	return in.file.Close()
}

// peekSize is how much of an input is looked at to find out what it is, where
// less does not tell.
const peekSize = 4096

// peek shows the start of the input without reading it. It waits for more only
// where what has come does not tell what the input is.
func (in *input) peek() (string, error) {
	if _, err := in.Peek(1); err != nil && !errors.Is(err, io.EOF) {
		return "", cause(err)
	}
	head, _ := in.Peek(in.Buffered())
	if len(strings.TrimSpace(string(head))) < 2 {
		head, _ = in.Peek(peekSize)
	}
	return string(head), nil
}

// open opens a file, or standard input for "-". Its errors do not repeat the
// name.
func open(name string, stdin io.Reader) (*input, error) {
	if name == "-" {
		return decompressed(&input{Reader: bufio.NewReaderSize(stdin, 1<<16)})
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, cause(err)
	}
	if info.IsDir() {
		return nil, errors.New("is a directory")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, cause(err)
	}
	in, err := decompressed(&input{bufio.NewReaderSize(f, 1<<16), f})
	if err != nil {
		f.Close()
	}
	return in, err
}

// cause takes the operation and the name off an error of a file.
func cause(err error) error {
	var p *fs.PathError
	if !errors.As(err, &p) {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("no such file")
	}
	return p.Err
}

// decompressed puts a gzip reader between where the content starts as gzip does.
func decompressed(in *input) (*input, error) {
	head, err := in.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, cause(err)
	}
	if string(head) != "\x1f\x8b\x08" {
		return in, nil
	}
	z, err := gzip.NewReader(in.Reader)
	if err != nil {
		return nil, gzipError(err)
	}
	return &input{bufio.NewReaderSize(gunzip{z}, 1<<16), in.file}, nil
}

// gunzip gives the errors of gzip clear words.
type gunzip struct{ z *gzip.Reader }

func (g gunzip) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	if err != nil && err != io.EOF {
		err = gzipError(err)
	}
	return n, err
}

func gzipError(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("gzip data ends too early")
	}
	return fmt.Errorf("broken gzip data: %s", strings.TrimPrefix(err.Error(), "gzip: "))
}
