package reader

import (
	"fmt"
	"iter"
	"path"
	"runtime"
	"strings"

	"quoth"
)

// Result is what became of one input: a record, or an error that says why there
// is none. Of an input that could not be read only the id of Article is set.
type Result struct {
	Article quoth.Article
	Record  *quoth.Record
	Err     error
}

// All reads many articles with jobs workers (0 for one a processor) and yields
// the results in the order of the articles. An error of the sequence is passed
// on as a result. At most 2*jobs articles are held at once, however many there
// are. A stage that panics costs its article only.
//
// When the caller leaves the loop early, no article is taken after the one that
// is being waited for.
func (rd *Reader) All(articles iter.Seq2[quoth.Article, error], jobs int) iter.Seq[Result] {
	return inOrder(articles, jobs, rd.Read)
}

// task is one article on its way; done is given its result once.
type task struct {
	article quoth.Article
	err     error
	done    chan Result
}

// inOrder runs read on all articles and yields the results in order. One queue
// feeds the workers, the other keeps the order; both hold the same tasks.
func inOrder(articles iter.Seq2[quoth.Article, error], jobs int, read func(quoth.Article) (*quoth.Record, error)) iter.Seq[Result] {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return func(yield func(Result) bool) {
		work, order := make(chan *task, jobs), make(chan *task, jobs)
		stop := make(chan struct{})
		defer close(stop)
		go feed(articles, work, order, stop)
		for range jobs {
			go func() {
				for t := range work {
					t.done <- t.run(read)
				}
			}()
		}
		for t := range order {
			if !yield(<-t.done) {
				return
			}
		}
	}
}

// feed puts the articles into both queues until there are no more or stop is
// closed.
func feed(articles iter.Seq2[quoth.Article, error], work, order chan<- *task, stop <-chan struct{}) {
	defer close(order)
	defer close(work)
	put := func(t *task) bool {
		select {
		case order <- t:
		case <-stop:
			return false
		}
		select {
		case work <- t:
		case <-stop:
			return false
		}
		return true
	}
	defer func() {
		if p := recover(); p != nil {
			put(&task{err: fmt.Errorf("read input: %w", panicError(p)), done: make(chan Result, 1)})
		}
	}()
	for a, err := range articles {
		if !put(&task{a, err, make(chan Result, 1)}) {
			return
		}
	}
}

// run gives the result of one task and turns a panic into an error.
func (t *task) run(read func(quoth.Article) (*quoth.Record, error)) (res Result) {
	res = Result{Article: t.article, Err: t.err}
	if t.err != nil {
		return res
	}
	defer func() {
		if p := recover(); p != nil {
			res.Record, res.Err = nil, fmt.Errorf("read %s: %w", t.article.ID, panicError(p))
		}
	}()
	res.Record, res.Err = read(t.article)
	return res
}

// panicError tells what went wrong and where, in one line. It must be called
// from a deferred function that recovers.
func panicError(p any) error {
	where := "unknown place"
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	for panicked, more := false, true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		if panicked && !strings.HasPrefix(f.Function, "runtime.") {
			where = fmt.Sprintf("%s:%d", path.Base(f.File), f.Line)
			break
		}
		panicked = panicked || f.Function == "runtime.gopanic"
	}
	return fmt.Errorf("internal error at %s: %v", where, p)
}
