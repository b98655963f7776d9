package reader

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quoth"
	"quoth/internal/encode"
	"quoth/internal/encode/encodetest"
	"quoth/internal/nn"
)

// numbered yields n articles "0", "1", …; every seventh is an error.
func numbered(n int, taken *atomic.Int64) iter.Seq2[quoth.Article, error] {
	return func(yield func(quoth.Article, error) bool) {
		for i := range n {
			taken.Add(1)
			a := quoth.Article{ID: fmt.Sprint(i), Text: "text"}
			var err error
			if i%7 == 3 {
				a.Text, err = "", errors.New("unreadable")
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// uneven takes longer for some articles than for others.
func uneven(a quoth.Article) (*quoth.Record, error) {
	if len(a.ID)%2 == 0 && strings.HasSuffix(a.ID, "4") {
		time.Sleep(2 * time.Millisecond)
	}
	return &quoth.Record{Article: quoth.ArticleInfo{ID: a.ID}}, nil
}

func TestOrder(t *testing.T) {
	for _, jobs := range []int{0, 1, 2, 7} {
		var taken atomic.Int64
		i := 0
		for res := range inOrder(numbered(200, &taken), jobs, uneven) {
			if res.Article.ID != fmt.Sprint(i) {
				t.Fatalf("jobs %d: result %d is of article %s", jobs, i, res.Article.ID)
			}
			if failed := i%7 == 3; failed != (res.Err != nil) || failed != (res.Record == nil) {
				t.Errorf("jobs %d: article %d: record %v, error %v", jobs, i, res.Record, res.Err)
			}
			if jobs > 0 {
				if ahead := int(taken.Load()) - i; ahead > 2*jobs+3 {
					t.Fatalf("jobs %d: %d articles taken ahead", jobs, ahead)
				}
			}
			i++
		}
		if i != 200 {
			t.Errorf("jobs %d: %d results", jobs, i)
		}
	}
}

func TestPanicCostsOneArticle(t *testing.T) {
	var taken atomic.Int64
	var records int
	var errs []string
	for res := range inOrder(numbered(3, &taken), 2, func(a quoth.Article) (*quoth.Record, error) {
		if a.ID == "1" {
			var list []int
			_ = list[len(a.ID)]
		}
		return &quoth.Record{}, nil
	}) {
		if res.Err != nil {
			errs = append(errs, res.Err.Error())
		} else {
			records++
		}
	}
	if records != 2 || len(errs) != 1 || !strings.HasPrefix(errs[0], "read 1: internal error at stream_test.go:") || strings.Contains(errs[0], "\n") {
		t.Errorf("%d records, errors %q", records, errs)
	}
}

func TestPanicOfInput(t *testing.T) {
	var last Result
	for last = range small(t).All(func(yield func(quoth.Article, error) bool) {
		yield(quoth.Article{ID: "a", Text: "x"}, nil)
		panic("broken input")
	}, 2) {
	}
	if last.Err == nil || !strings.Contains(last.Err.Error(), "broken input") {
		t.Errorf("last result: %+v", last)
	}
}

func TestLeaveEarly(t *testing.T) {
	var taken atomic.Int64
	for res := range small(t).All(numbered(100000, &taken), 2) {
		if res.Article.ID == "20" {
			break
		}
	}
	time.Sleep(10 * time.Millisecond)
	if n := taken.Load(); n > 30 {
		t.Errorf("%d articles taken", n)
	}
}

func TestAllReads(t *testing.T) {
	for res := range small(t).All(func(yield func(quoth.Article, error) bool) {
		yield(quoth.Article{ID: "a", Text: "Text."}, nil)
	}, 0) {
		if res.Err != nil || res.Record.Article.ID != "a" || res.Article.Text != "Text." {
			t.Errorf("result %+v", res)
		}
	}
}

// small is a reader with a model of random weights.
func small(t *testing.T) *Reader {
	t.Helper()
	file := encodetest.Model(1)
	encoder, err := encode.New(file, nn.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &Reader{encoder: encoder, file: file}
}
