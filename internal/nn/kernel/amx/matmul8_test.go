//go:build linux && amd64 && !purego

package amx

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"golang.org/x/sys/cpu"

	"quoth/internal/nn/kernel/kerneltest"
	"quoth/internal/nn/kernel/pure"
)

// need skips a test where neither the processor nor an emulator has AMX.
func need(t testing.TB) {
	t.Helper()
	x := &cpu.X86
	switch {
	case !x.HasAVX512F:
		t.Skip("this processor has no AVX-512, which the kernel needs besides AMX")
	case os.Getenv("QUOTH_EMULATE") == "amx":
	case !x.HasAMXTile || !x.HasAMXInt8:
		t.Skip("this processor has no AMX; run the test with package emulate, as its documentation says")
	default:
		if err := Permit(); err != nil {
			t.Skipf("the system refuses AMX: %v", err)
		}
	}
}

func TestMatMul8(t *testing.T) { need(t); kerneltest.MatMul8(MatMul8).Test(t) }
func FuzzMatMul8(f *testing.F) { need(f); kerneltest.MatMul8(MatMul8).Fuzz(f) }

// TestThreads runs the kernel in new goroutines, whose stacks have to grow, and
// in several at once, so that threads and their tiles change places.
func TestThreads(t *testing.T) {
	need(t)
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(i), 7))
			for range 10 {
				p := newProblem(r, 1+r.IntN(70), 64+64*r.IntN(4), 64, 64)
				got, want := make([]float32, p.room()), make([]float32, p.room())
				done := make(chan bool)
				go func() {
					defer close(done)
					p.run(MatMul8, got)
				}()
				<-done
				p.run(pure.MatMul8, want)
				p.same(t, got, want)
			}
		})
	}
}

func TestChunk(t *testing.T) {
	for _, c := range []struct{ k, blocks, want int }{
		{1536, 1, 1536}, {1536, 2, 512}, {384, 4, 384}, {512, 2, 512}, {576, 2, 320}, {704, 3, 384}, {64, 2, 64}, {0, 2, 0},
	} {
		if got := chunk(c.k, c.blocks); got != c.want {
			t.Errorf("chunk(%d, %d) = %d, want %d", c.k, c.blocks, got, c.want)
		}
	}
}
