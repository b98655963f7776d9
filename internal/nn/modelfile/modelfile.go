// Package modelfile reads and writes the file of a network: its shape, its
// vocabulary and its weights, laid out in the way in which the kernels of
// package nn read them. docs/model-format.md describes the format.
//
// A file is mapped into memory where the system can do that, and the slices of a
// File point into the mapping: opening a file copies nothing. All that a file
// says is checked against its size before it is used, so that a damaged or
// hostile file gives an error.
package modelfile

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"os"
	"unsafe"
)

// What a file that is no model gives; other errors are about reading it.
var (
	ErrFormat  = errors.New("not a model file")
	ErrNewer   = errors.New("model file of a newer version")
	ErrDamaged = errors.New("model file is damaged")
	ErrInvalid = errors.New("model file contradicts itself") // undamaged, but wrongly made
)

// File is a network. Matrices have the layout of the format: see Linear.
type File struct {
	Config

	Hash string // SHA-256 of all after the first 64 bytes, hexadecimal
	Size int64  // bytes

	Vocabulary    []byte // pieces in order of their numbers, each ended by "\n"
	Words         Embedding
	Positions     []float32   // [positions][padded width]; token type 0 is added in
	ExtraTables   [][]float32 // for each extra, [count][padded width]
	EmbeddingNorm Norm
	Layers        []Layer
	Heads         []Linear // for each output; always FP32

	unmap func() error
}

// Layer is one block of the encoder.
type Layer struct {
	QKV           Linear // rows: query heads, key heads, value heads, each padded
	Output        Linear // from all heads' values to the width
	AttentionNorm Norm
	Up, Down      Linear // the feed-forward network
	Norm          Norm
}

// Linear is y = W·x + b. Output numbers come in panels of 16, so that a kernel
// reads the weights from front to back.
type Linear struct {
	In, Out int // padded: In is what x has to be padded to

	// An 8-bit layer takes x·Factor + Shift for x: the columns are made alike
	// before they are quantised. W8 and Bias have taken it into account.
	Factor, Shift []float32 // [In], 0 in padding

	W8     []int8    // [Out/16][In/4][16][4]: row panel·16+c, column quad·4+j
	Scale  []float32 // [Out] what a weight of 1 stands for
	Offset []int32   // [Out] -64 times the sum of the row

	W32 []float32 // [Out/16][In][16]; instead of all above

	Bias []float32 // [Out]
}

// Norm is the gain and the bias of a layer normalisation, [padded width].
type Norm struct{ Gamma, Beta []float32 }

// Embedding is a table of embeddings, [vocabulary][padded width].
type Embedding struct {
	W8    []int8
	Scale []float32 // [vocabulary] what a weight of 1 stands for

	W32 []float32 // instead of W8 and Scale
}

// Options choose how Decode reads.
type Options struct {
	// SkipHash leaves out the check of the hash, for data that is known to be
	// whole, such as data inside the program.
	SkipHash bool
}

const (
	magic     = "quothnn\n"
	version   = 1
	align     = 64      // of tensors in the file and in memory
	maxHeader = 1 << 20 // bytes of JSON
)

// Open reads a model file and checks it. The file has to stay as it is until
// Close: its contents are mapped, not copied.
func Open(path string) (*File, error) {
	data, unmap, err := mapFile(path)
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	f, err := Decode(data, Options{})
	if err != nil {
		unmap()
		return nil, fmt.Errorf("open model %s: %w", path, err)
	}
	f.unmap = unmap
	return f, nil
}

// Close gives the mapping back. The slices of the file must not be used any more.
func (f *File) Close() error {
	if f.unmap == nil {
		return nil
	}
	unmap := f.unmap
	f.unmap = nil
	if err := unmap(); err != nil {
		return fmt.Errorf("close model: %w", err)
	}
	return nil
}

// Decode reads a model file that is in memory. It keeps data, or a copy of it if
// data does not begin at a multiple of 64.
func Decode(data []byte, opts Options) (*File, error) {
	length, err := readHead(data)
	if err != nil {
		return nil, err
	}
	sum := data[32:64]
	if !opts.SkipHash {
		if actual := sha256.Sum256(data[align:]); string(actual[:]) != string(sum) {
			return nil, fmt.Errorf("%w: its SHA-256 is %x, should be %x", ErrDamaged, actual, sum)
		}
	}
	if uintptr(unsafe.Pointer(unsafe.SliceData(data)))%align != 0 {
		data = append(aligned(len(data))[:0], data...)
	}
	h, err := parseHeader(data, length)
	if err != nil {
		return nil, err
	}
	f, err := h.read(data)
	if err != nil {
		return nil, err
	}
	f.Hash, f.Size = hex.EncodeToString(sum), int64(len(data))
	return f, nil
}

// readHead checks the first 64 bytes, but for the hash, and gives the length of
// the header.
func readHead(data []byte) (int, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return 0, ErrFormat
	}
	if len(data) < align {
		return 0, fmt.Errorf("%w: it has %d bytes, should have %d and more", ErrDamaged, len(data), align)
	}
	switch v := binary.LittleEndian.Uint32(data[8:]); {
	case v > version:
		return 0, fmt.Errorf("%w: version %d, this program reads %d", ErrNewer, v, version)
	case v != version:
		return 0, fmt.Errorf("%w: version %d", ErrDamaged, v)
	}
	if size := binary.LittleEndian.Uint64(data[16:]); size != uint64(len(data)) {
		return 0, fmt.Errorf("%w: it has %d bytes, should have %d", ErrDamaged, len(data), size)
	}
	if len(data)%align != 0 || binary.LittleEndian.Uint64(data[24:]) != 0 {
		return 0, fmt.Errorf("%w: its first 64 bytes are wrong", ErrDamaged)
	}
	n := int64(binary.LittleEndian.Uint32(data[12:]))
	if n > maxHeader || n > int64(len(data)-align) {
		return 0, fmt.Errorf("%w: its header would have %d bytes", ErrDamaged, n)
	}
	return int(n), nil
}

// aligned gives n bytes that begin at a multiple of 64.
func aligned(n int) []byte {
	b := make([]byte, n+align-1)
	skip := -uintptr(unsafe.Pointer(unsafe.SliceData(b))) % align
	return b[skip:][:n:n]
}

// sizeOf gives the size of a file that can be in memory as a whole.
func sizeOf(f *os.File) (int, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("%s: not a regular file", f.Name())
	}
	if info.Size() > math.MaxInt {
		return 0, fmt.Errorf("%s: %d bytes are too many for this machine", f.Name(), info.Size())
	}
	return int(info.Size()), nil
}
