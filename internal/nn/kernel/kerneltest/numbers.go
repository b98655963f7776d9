package kerneltest

import (
	"math"
	"math/rand/v2"
)

// numbers makes the arguments of kernels.
type numbers struct{ *rand.Rand }

func newNumbers(seed uint64) numbers { return numbers{rand.New(rand.NewPCG(seed, 1))} }

// special are numbers that a kernel easily gets wrong.
var special = [...]float32{
	0, float32(math.Copysign(0, -1)), 1e-45, -1e-45, 1e-39, -1e-39, 0x1p-126, 1e30, -1e30, 1e6, -1e6,
	4.8, -4.8, 4.7999997, -4.7999997, 4.8000007, -4.8000007, 0.5, 1.5, -2.5, 1, -1, 86, -86, -87,
}

// floats gives normally distributed numbers, special ones and, in every other
// call, some with any bits at all.
func (s numbers) floats(n int) []float32 {
	wild := s.IntN(2) == 0
	out := make([]float32, n)
	for i := range out {
		choice, v := s.IntN(32), float32(s.NormFloat64()*3)
		if choice < 4 {
			v = special[s.IntN(len(special))]
		}
		if choice == 4 {
			v = math.Float32frombits(s.Uint32())
		}
		if large := !(v < 8 && v > -8); large && !wild || v-v != 0 {
			v = 1
		}
		out[i] = v
	}
	return out
}

// activations gives numbers from 1 to 127; a quarter of all calls only 127.
func (s numbers) activations(n int) []uint8 {
	least := 1
	if s.IntN(4) == 0 {
		least = 127
	}
	out := make([]uint8, n)
	for i := range out {
		out[i] = uint8(least + s.IntN(128-least))
	}
	return out
}

// weights gives numbers from -127 to 127; a quarter of all calls only the ends.
func (s numbers) weights(n int) []int8 {
	ends := s.IntN(4) == 0
	out := make([]int8, n)
	for i := range out {
		out[i] = int8(s.IntN(255) - 127)
		if ends {
			out[i] = int8(127 - 254*(i/4%2))
		}
	}
	return out
}

func (s numbers) offsets(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(s.Uint32()) >> s.IntN(32)
	}
	return out
}

// matrix is the length of rows of n numbers, stride apart.
func matrix(rows, stride, n int) int { return max(0, (rows-1)*stride+n) * min(rows, 1) }
