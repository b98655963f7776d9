// Command avx writes the kernels of 64-bit x86 processors in Go's assembly with
// avo. Which ones, -isa says:
//
//	avx2     256-bit registers, FMA, VPMADDUBSW
//	avxvnni  MatMul8 with the VEX form of VPDPBUSD
//	avx512   512-bit registers, VPDPBUSD
//
// Usage, from the folder of the kernels:
//
//	go run ../gen/avx -isa avx2 -pkg avx2 -out avx2_amd64.s -stubs avx2_amd64.go
package main

import (
	"flag"
	"fmt"
	"os"

	. "github.com/mmcloughlin/avo/build"
)

func main() {
	name := flag.String("isa", "", "instruction set: avx2, avxvnni or avx512")
	measure := flag.Bool("peak", false, "write what measures the processor's peak instead")
	flag.Parse()
	isa, known := map[string]isa{"avx2": avx2, "avxvnni": avxvnni, "avx512": avx512}[*name]
	if !known {
		fmt.Fprintf(os.Stderr, "avx: unknown instruction set %q\n", *name)
		os.Exit(2)
	}
	ConstraintExpr("amd64,!purego")
	if *measure {
		peak(isa)
	} else {
		kernels(isa)
	}
	Generate()
	if isa.name == avxvnni.name {
		if err := useVEX(flag.Lookup("out").Value.String()); err != nil {
			fmt.Fprintf(os.Stderr, "avx: %v\n", err)
			os.Exit(1)
		}
	}
}

// kernels writes the kernels of an instruction set.
func kernels(isa isa) {
	matMul8(isa)
	if isa.name != avxvnni.name {
		matMul32(isa)
		quantize(isa)
		gelu(isa)
		softmax(isa)
		addNorm(isa)
		transpose(isa)
	}
}
