//go:build linux && amd64 && !purego

package amx

import (
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"

	"quoth/internal/nn/kernel/pure"
)

// check compares the kernel with package pure, next to unreadable memory.
func check(t *testing.T, p problem, s side) {
	t.Helper()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	// Nothing may be written between the rows.
	want := slices.Repeat([]float32{-12345.678}, p.room())
	p = p.fenced(t, s)
	got := fence(t, want, s)
	p.run(MatMul8, got)
	p.run(pure.MatMul8, want)
	p.same(t, got, want)
}

// TestBlocks has all numbers of rows that one block can have, and some of
// several blocks.
func TestBlocks(t *testing.T) {
	need(t)
	r := rand.New(rand.NewPCG(1, 2))
	for rows := range 65 {
		if rows > 34 && rows != 47 && rows < 63 {
			continue
		}
		t.Run(fmt.Sprint(rows), func(t *testing.T) {
			for _, k := range []int{64, 128, 192, 256, 384} {
				for _, n := range []int{32, 64, 96} {
					check(t, newProblem(r, rows, k, n, n+7), side(r.IntN(2) == 0))
				}
			}
		})
	}
}

// TestChunks has inner dimensions that are multiplied in several chunks.
func TestChunks(t *testing.T) {
	need(t)
	r := rand.New(rand.NewPCG(3, 4))
	for _, s := range []struct{ rows, k, n int }{
		{96, 576, 32}, {101, 704, 64}, {64, 1536, 64}, {79, 1088, 96}, {20, 1536, 32}, {1, 1536, 32}, {40, 0, 64},
	} {
		for _, at := range []side{front, back} {
			check(t, newProblem(r, s.rows, s.k, s.n, s.n+3), at)
		}
	}
}

// TestExtremes has the largest sums.
func TestExtremes(t *testing.T) {
	need(t)
	r := rand.New(rand.NewPCG(5, 6))
	for _, weight := range []int8{127, -128} {
		p := newProblem(r, 33, 1536, 32, 32)
		for i := range p.a {
			p.a[i] = 255
		}
		for i := range p.w {
			p.w[i] = weight
		}
		check(t, p, back)
	}
}

func FuzzBlocks(f *testing.F) {
	need(f)
	f.Add(uint64(1), uint8(40), uint8(1), uint8(2), uint8(3))
	f.Add(uint64(2), uint8(64), uint8(17), uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, seed uint64, rows, k, n, gap uint8) {
		width := 32 * (1 + int(n)%3)
		r := rand.New(rand.NewPCG(seed, 8))
		check(t, newProblem(r, int(rows)%100, 64*(int(k)%20), width, width+int(gap)), side(gap%2 == 0))
	})
}
