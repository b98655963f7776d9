package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
)

// vpdpbusdLine is the instruction as avo prints it.
var vpdpbusdLine = regexp.MustCompile(`(?m)^\tVPDPBUSD +Y(\d+), +Y(\d+), +Y(\d+)$`)

// useVEX rewrites the file at path: Go's assembler gives VPDPBUSD its EVEX form,
// which needs AVX-512; AVX-VNNI has the form VEX.256.66.0F38.W0 50 /r (Intel
// Software Developer's Manual, volume 2).
func useVEX(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read assembly: %w", err)
	}
	text = vpdpbusdLine.ReplaceAllFunc(text, func(line []byte) []byte {
		var r [3]byte
		for i, digits := range vpdpbusdLine.FindSubmatch(line)[1:] {
			n, _ := strconv.Atoi(string(digits))
			r[i] = byte(n)
		}
		weights, activations, sum := r[0], r[1], r[2]
		code := [5]byte{
			0xc4,
			^(sum>>3)<<7 | 1<<6 | ^(weights>>3)&1<<5 | 0b00010,
			^activations&15<<3 | 1<<2 | 0b01,
			0x50,
			0b11<<6 | sum&7<<3 | weights&7,
		}
		return fmt.Appendf(nil, "\tLONG $0x%02x%02x%02x%02x; BYTE $0x%02x // VPDPBUSD Y%d, Y%d, Y%d",
			code[3], code[2], code[1], code[0], code[4], weights, activations, sum)
	})
	if err := os.WriteFile(path, text, 0o644); err != nil {
		return fmt.Errorf("write assembly: %w", err)
	}
	return nil
}
