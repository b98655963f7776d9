package modelfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// header is the JSON header.
type header struct {
	Config
	Tensors []entry `json:"tensors"`
}

// entry says where a tensor is.
type entry struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Shape  []int  `json:"shape"`
	Offset int64  `json:"offset"`
}

// parseHeader reads the n bytes of JSON behind the first 64 bytes.
func parseHeader(data []byte, n int) (*header, error) {
	end := align + n
	padding := data[end:min(ceil(end, align), len(data))]
	if len(bytes.Trim(padding, "\x00")) > 0 {
		return nil, fmt.Errorf("%w: there is something behind its header", ErrDamaged)
	}
	var h header
	if err := json.Unmarshal(data[align:end], &h); err != nil {
		return nil, fmt.Errorf("%w: its header is not JSON of the right form: %w", ErrDamaged, err)
	}
	if err := h.check(); err != nil {
		return nil, err
	}
	if err := h.place(int64(ceil(end, align)), int64(len(data))); err != nil {
		return nil, err
	}
	return &h, nil
}

// place checks that the tensors fill the file from start to its end, each at the
// first multiple of 64 behind the one before.
func (h *header) place(start, end int64) error {
	for _, e := range h.Tensors {
		if e.Offset != start {
			return fmt.Errorf("%w: tensor %.60q is at %d, should be at %d", ErrInvalid, e.Name, e.Offset, start)
		}
		size, err := e.size(end - start)
		if err != nil {
			return err
		}
		start += (size + align - 1) / align * align
	}
	if start != end {
		return fmt.Errorf("%w: the last tensor ends at %d, the file at %d", ErrInvalid, start, end)
	}
	return nil
}

// size is the length of a tensor in bytes; there are rest bytes left for it.
func (e *entry) size(rest int64) (int64, error) {
	size := elementSize(e.Type)
	if size == 0 {
		return 0, fmt.Errorf("%w: tensor %.60q has type %.60q", ErrInvalid, e.Name, e.Type)
	}
	if len(e.Shape) > maxDimensions {
		return 0, fmt.Errorf("%w: tensor %.60q has %d dimensions", ErrInvalid, e.Name, len(e.Shape))
	}
	for _, n := range e.Shape {
		if n < 1 || int64(n) > rest/size {
			return 0, fmt.Errorf("%w: tensor %.60q of shape %v does not fit into the file", ErrInvalid, e.Name, e.Shape)
		}
		size *= int64(n)
	}
	return size, nil
}

// maxDimensions is the length of the longest shape of the format.
const maxDimensions = 4

// elementSize is the number of bytes of an element, 0 for a type that there is not.
func elementSize(kind string) int64 {
	switch kind {
	case typeInt8, typeBytes:
		return 1
	case typeInt32, typeFloat32:
		return 4
	}
	return 0
}

// read gives the network, whose tensors are views on data.
func (h *header) read(data []byte) (*File, error) {
	entries := make(map[string]entry, len(h.Tensors))
	for _, e := range h.Tensors {
		if _, twice := entries[e.Name]; twice {
			return nil, fmt.Errorf("%w: tensor %.60q is there twice", ErrInvalid, e.Name)
		}
		entries[e.Name] = e
	}
	if want := h.tensorCount(); want != len(entries) {
		return nil, fmt.Errorf("%w: it has %d tensors, should have %d", ErrInvalid, len(entries), want)
	}
	f := newFile(h.Config)
	tensors := f.tensors()
	for _, t := range tensors {
		e, there := entries[t.name]
		if !there {
			return nil, fmt.Errorf("%w: tensor %s is missing", ErrInvalid, t.name)
		}
		if err := t.matches(e); err != nil {
			return nil, err
		}
		size, err := e.size(int64(len(data)) - e.Offset)
		if err != nil {
			return nil, err
		}
		t.view(data[e.Offset:][:size:size])
	}
	return f, f.checkContents(tensors)
}

// matches checks type and shape of a tensor against what they should be. The
// vocabulary may have any length.
func (t *tensor) matches(e entry) error {
	if e.Type != t.kind {
		return fmt.Errorf("%w: tensor %s has type %s, should have %s", ErrInvalid, t.name, e.Type, t.kind)
	}
	if t.kind == typeBytes && len(e.Shape) == 1 {
		return nil
	}
	if !slices.Equal(e.Shape, t.shape) {
		return fmt.Errorf("%w: tensor %s has shape %v, should have %v", ErrInvalid, t.name, e.Shape, t.shape)
	}
	return nil
}
