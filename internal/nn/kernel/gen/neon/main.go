// Command neon writes the kernels of 64-bit ARM processors in Go's assembly.
// They need Advanced SIMD and, for MatMul8, the dot product (FEAT_DotProd).
//
// Usage, from the folder of the kernels:
//
//	go run ./gen/neon -o neon/neon_arm64.s
//
// Instructions that Go's assembler has not are written as words, with the
// manufacturer's name as a comment (Arm, "Arm Architecture Reference Manual for
// A-profile architecture", C7).
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	path := flag.String("o", "", "file to write")
	flag.Parse()
	if err := os.WriteFile(*path, kernels(), 0o644); err != nil {
		fmt.Fprintf(os.Stderr, "neon: write kernels: %v\n", err)
		os.Exit(1)
	}
}

// kernels gives the text of all kernels.
func kernels() []byte {
	a := &assembler{}
	a.head()
	matMul8(a)
	matMul32(a)
	transpose(a)
	quantize(a)
	gelu(a)
	softmax(a)
	addNorm(a)
	return a.text.Bytes()
}
