//go:build linux && amd64 && !purego

package amx

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// problem is the arguments of MatMul8, without the result.
type problem struct {
	rows, k, n, ldc int
	a               []uint8
	w               []int8
	aScale, wScale  []float32
	offset          []int32
	bias            []float32
}

// newProblem makes one with numbers of all eight bits, more than quantisation
// uses.
func newProblem(r *rand.Rand, rows, k, n, ldc int) problem {
	p := problem{
		rows: rows, k: k, n: n, ldc: ldc,
		a: make([]uint8, rows*k), w: make([]int8, n*k), offset: make([]int32, n),
		aScale: floats(r, rows), wScale: floats(r, n), bias: floats(r, n),
	}
	for i := range p.a {
		p.a[i] = uint8(r.Uint32())
	}
	for i := range p.w {
		p.w[i] = int8(r.Uint32())
	}
	for i := range p.offset {
		p.offset[i] = int32(r.Uint32()) >> 4
	}
	return p
}

func floats(r *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64())
	}
	return out
}

// room is the length of the result.
func (p *problem) room() int {
	if p.rows == 0 {
		return 0
	}
	return (p.rows-1)*p.ldc + p.n
}

// run calls a kernel.
func (p *problem) run(kernel func(c []float32, ldc int, a []uint8, aScale []float32, w []int8, wScale []float32, offset []int32, bias []float32, rows, k, n int), c []float32) {
	kernel(c, p.ldc, p.a, p.aScale, p.w, p.wScale, p.offset, p.bias, p.rows, p.k, p.n)
}

// same compares two results with all that lies between their rows.
func (p *problem) same(t *testing.T, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%d rows, k %d, n %d: row %d, column %d is %v, want %v", p.rows, p.k, p.n, i/p.ldc, i%p.ldc, got[i], want[i])
		}
	}
}

// side says where unreadable memory begins: in front of all slices or behind.
type side bool

const (
	front side = false
	back  side = true
)

// fenced gives a problem whose slices touch unreadable memory on one side.
func (p problem) fenced(t *testing.T, s side) problem {
	t.Helper()
	p.a, p.w, p.offset = fence(t, p.a, s), fence(t, p.w, s), fence(t, p.offset, s)
	p.aScale, p.wScale, p.bias = fence(t, p.aScale, s), fence(t, p.wScale, s), fence(t, p.bias, s)
	return p
}

// fence copies values to new memory between two unreadable pages, next to one
// of them.
func fence[T any](t *testing.T, values []T, s side) []T {
	t.Helper()
	page := os.Getpagesize()
	size := len(values) * int(unsafe.Sizeof(*new(T)))
	room := (size + page - 1) / page * page
	memory, err := unix.Mmap(-1, 0, room+2*page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Munmap(memory) })
	for _, fence := range [][]byte{memory[:page], memory[page+room:]} {
		if err := unix.Mprotect(fence, unix.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	first := page
	if s == back {
		first += room - size
	}
	out := unsafe.Slice((*T)(unsafe.Pointer(&memory[first])), len(values))
	copy(out, values)
	return out
}
