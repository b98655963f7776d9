package modelfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
)

// Encode writes a network as a model file. Its tensors must have the lengths
// that its config demands, and contents that Decode takes (ErrInvalid).
func Encode(w io.Writer, f *File) error {
	tensors, err := f.complete()
	if err != nil {
		return fmt.Errorf("encode model: %w", err)
	}
	text, err := f.header(tensors)
	if err != nil {
		return fmt.Errorf("encode model: %w", err)
	}
	body := pad(append([]byte(nil), text...))
	for i := range tensors {
		body = pad(tensors[i].append(body))
	}
	head := []byte(magic)
	head = binary.LittleEndian.AppendUint32(head, version)
	head = binary.LittleEndian.AppendUint32(head, uint32(len(text)))
	head = binary.LittleEndian.AppendUint64(head, uint64(align+len(body)))
	head = binary.LittleEndian.AppendUint64(head, 0)
	sum := sha256.Sum256(body)
	for _, part := range [][]byte{head, sum[:], body} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("write model: %w", err)
		}
	}
	return nil
}

// complete checks that all tensors are there, as long as they should be and with
// contents that Decode takes, and lists them.
func (f *File) complete() ([]tensor, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if len(f.Layers) != f.Config.Layers || len(f.ExtraTables) != len(f.Extras) || len(f.Heads) != len(f.Outputs) {
		return nil, fmt.Errorf("%w: layers, extras or outputs are missing", ErrInvalid)
	}
	tensors := f.tensors()
	for _, t := range tensors {
		if got, want := t.len(), elements(t.shape); got != want {
			return nil, fmt.Errorf("%w: tensor %s has %d elements, should have %d", ErrInvalid, t.name, got, want)
		}
	}
	return tensors, f.checkContents(tensors)
}

// header gives the JSON header. Offsets depend on its length, which depends on
// the offsets: they only grow until they fit.
func (f *File) header(tensors []tensor) ([]byte, error) {
	h := header{Config: f.Config, Tensors: make([]entry, len(tensors))}
	if h.Extras == nil {
		h.Extras = []Extra{}
	}
	if h.Outputs == nil {
		h.Outputs = []Output{}
	}
	for start := align; ; {
		offset := start
		for i, t := range tensors {
			h.Tensors[i] = entry{t.name, t.kind, t.shape, int64(offset)}
			offset = ceil(offset+t.len()*int(elementSize(t.kind)), align)
		}
		text, err := marshal(h)
		if err != nil {
			return nil, err
		}
		if len(text) > maxHeader {
			return nil, fmt.Errorf("%w: its header would have %d bytes", ErrInvalid, len(text))
		}
		end := ceil(align+len(text), align)
		if end == start {
			return text, nil
		}
		start = end
	}
}

// marshal is JSON without escapes that are only of use in web pages.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// pad appends zeros up to a multiple of 64.
func pad(b []byte) []byte { return append(b, make([]byte, ceil(len(b), align)-len(b))...) }

func elements(shape []int) int {
	n := 1
	for _, v := range shape {
		n *= v
	}
	return n
}

func (t *tensor) len() int {
	switch t.kind {
	case typeBytes:
		return len(*t.bytes)
	case typeInt8:
		return len(*t.int8s)
	case typeInt32:
		return len(*t.int32s)
	}
	return len(*t.float32s)
}

// append appends the elements of a tensor as little-endian bytes.
func (t *tensor) append(b []byte) []byte {
	var values any
	switch t.kind {
	case typeBytes:
		return append(b, *t.bytes...)
	case typeInt8:
		values = *t.int8s
	case typeInt32:
		values = *t.int32s
	case typeFloat32:
		values = *t.float32s
	}
	b, err := binary.Append(b, binary.LittleEndian, values)
	if err != nil {
		panic("modelfile: " + err.Error()) // not for slices of numbers
	}
	return b
}
