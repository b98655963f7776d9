//go:build !amd64 || purego

package kernel

func peakOf(string) peaks { return peaks{} }
