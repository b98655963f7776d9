// Package kernel chooses among the kernels of the encoder: the same functions,
// with the same results bit for bit, for several instruction sets. Package pure
// says what each does.
package kernel

//go:generate go run ./gen/avx -isa avx2 -pkg avx2 -out avx2/avx2_amd64.s -stubs avx2/avx2_amd64.go
//go:generate go run ./gen/avx -isa avxvnni -pkg avxvnni -out avxvnni/avxvnni_amd64.s -stubs avxvnni/avxvnni_amd64.go
//go:generate go run ./gen/avx -isa avx512 -pkg avx512 -out avx512/avx512_amd64.s -stubs avx512/avx512_amd64.go
//go:generate go run ./gen/amx -o amx/amx_amd64.s
//go:generate go run ./gen/neon -o neon/neon_arm64.s
//go:generate go run ./gen/avx -peak -isa avx2 -pkg peak -out peak/avx2_amd64.s -stubs peak/avx2_amd64.go
//go:generate go run ./gen/avx -peak -isa avxvnni -pkg peak -out peak/avxvnni_amd64.s -stubs peak/avxvnni_amd64.go
//go:generate go run ./gen/avx -peak -isa avx512 -pkg peak -out peak/avx512_amd64.s -stubs peak/avx512_amd64.go

import (
	"fmt"
	"strings"

	"quoth/internal/nn/kernel/pure"
)

// Set is the kernels of one instruction set.
type Set struct {
	Name      string
	matMul8   func(c []float32, ldc int, a []uint8, aScale []float32, w []int8, wScale []float32, offset []int32, bias []float32, rows, k, n int)
	matMul32  func(c []float32, ldc int, a []float32, lda int, w []float32, bias []float32, rows, k, n int)
	quantize  func(q []uint8, ldq int, scale []float32, x []float32, ldx int, factor, shift []float32, rows, n int)
	gelu      func(x []float32)
	softmax   func(x []float32, ldx, rows, n int)
	addNorm   func(x, y, one, gamma, beta []float32, width, epsilon float32, rows, n int)
	transpose func(w, x []float32, ldx int, factor float32, rows, k int)
}

// plain is what every machine has.
func plain() Set {
	return Set{
		"pure", pure.MatMul8, pure.MatMul32, pure.Quantize, pure.GELU, pure.Softmax, pure.AddNorm, pure.Transpose,
	}
}

// Offered gives the sets that this processor and this system can run, the
// fastest first. The last is always plain Go.
func Offered() []Set { return append(offered(), plain()) }

// Choose gives the fastest set, or the one of a given name. The name of a set
// that this machine has not is an error.
func Choose(name string) (Set, error) {
	var names []string
	for _, set := range Offered() {
		if name == "" || name == set.Name {
			return set, nil
		}
		names = append(names, set.Name)
	}
	return Set{}, fmt.Errorf("choose kernel %q: this machine has %s", name, strings.Join(names, ", "))
}
