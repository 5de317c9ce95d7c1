package workspace

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A file is one upload; its bytes are in the store.
type file struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Size     int      `json:"size"`
	User     string   `json:"user"`
	Created  int64    `json:"created"`
	AltText  string   `json:"alt_txt,omitempty"`
	Channels []string `json:"channels,omitempty"`
	Uploaded bool     `json:"uploaded"`
	Done     bool     `json:"done"`
}

// maxFile is how large a file may be here.
const maxFile = 50 << 20

func (s *Server) loadFiles() error {
	return each(s.store, "files", func(f *file) { s.files[f.ID] = f })
}

func (f *file) kind() (mimetype, filetype string) {
	filetype = strings.TrimPrefix(strings.ToLower(path.Ext(f.Name)), ".")
	mimetype, _, _ = mime.ParseMediaType(mime.TypeByExtension("." + filetype))
	if mimetype == "" {
		mimetype = "application/octet-stream"
	}
	return mimetype, filetype
}

// fileObject is a file as Slack shows it.
func (s *Server) fileObject(f *file) obj {
	mimetype, filetype := f.kind()
	private := s.baseURL() + "/files/" + f.ID + "/" + url.PathEscape(f.Name)
	return obj{
		"id": f.ID, "created": f.Created, "timestamp": f.Created, "name": f.Name, "title": f.Title, "mimetype": mimetype,
		"filetype": filetype, "pretty_type": strings.ToUpper(filetype), "user": f.User, "size": f.Size, "mode": "hosted",
		"is_external": false, "is_public": true, "url_private": private, "url_private_download": private,
		"permalink": private, "channels": f.Channels, "alt_txt": f.AltText, "file_access": "visible",
	}
}

// newFile begins an upload of somebody's.
func (s *Server) newFile(user, name string, size int) *file {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return &file{ID: newID("F"), Name: name, Title: name, Size: size, User: user, Created: s.opts.Now().Unix()}
}

// keepFile keeps a file that somebody shares in a channel.
func (s *Server) keepFile(by *member, c *channel, sent sentFile) (*file, error) {
	if sent.Name == "" || len(sent.Data) == 0 {
		return nil, apiError{code: "empty_file"}
	}
	f := s.newFile(by.ID, sent.Name, len(sent.Data))
	f.Uploaded, f.Done, f.Channels = true, true, []string{c.ID}
	if err := s.store.put("files", f.ID, f); err != nil {
		return nil, err
	}
	if err := s.store.saveContent(f.ID, sent.Data); err != nil {
		return nil, err
	}
	s.files[f.ID] = f
	return f, nil
}

func (s *Server) filesUploadURL(c *call) (obj, error) {
	size, err := strconv.Atoi(c.str("length"))
	switch {
	case c.str("filename") == "":
		return nil, wrong("invalid_arguments", "missing required field: filename")
	case err != nil || size <= 0:
		return nil, wrong("invalid_arguments", "must be a positive number [json-pointer:/length]")
	case size > maxFile:
		return nil, apiError{code: "file_upload_size_restricted"}
	}
	f := s.newFile(s.identity.BotUserID, c.str("filename"), size)
	f.AltText = c.str("alt_txt")
	if err := s.store.put("files", f.ID, f); err != nil {
		return nil, err
	}
	s.files[f.ID] = f
	return obj{"file_id": f.ID, "upload_url": s.baseURL() + "/upload/" + f.ID}, nil
}

// serveUpload takes a file's bytes: raw, or as a form's file.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost && r.Method != http.MethodPut {
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxFile+1<<20)
	var body []byte
	var err error
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		body, err = formFile(r)
	} else {
		body, err = io.ReadAll(r.Body)
	}
	if err != nil {
		http.Error(w, "no file", http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[r.PathValue("id")]
	switch {
	case f == nil || f.Done:
		http.Error(w, "not found", http.StatusNotFound)
		return
	case len(body) != f.Size:
		http.Error(w, "length differs from what was announced", http.StatusBadRequest)
		return
	}
	f.Uploaded = true
	err = s.store.put("files", f.ID, f)
	if err == nil {
		err = s.store.saveContent(f.ID, body)
	}
	if err != nil {
		s.log.Error("upload", "file", f.ID, "err", err)
		http.Error(w, "not kept", http.StatusInternalServerError)
		return
	}
	_, _ = io.WriteString(w, "OK - "+strconv.Itoa(len(body)))
}

func formFile(r *http.Request) ([]byte, error) {
	if err := r.ParseMultipartForm(maxFile); err != nil {
		return nil, err
	}
	for _, list := range r.MultipartForm.File {
		f, err := list[0].Open()
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(f)
	}
	return nil, http.ErrMissingFile
}

func (s *Server) filesComplete(c *call) (obj, error) {
	var list []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	if err := json.Unmarshal([]byte(c.str("files")), &list); err != nil || len(list) == 0 {
		return nil, wrong("invalid_arguments", "must provide a list of files [json-pointer:/files]")
	}
	m := &Message{Text: c.str("initial_comment"), Subtype: "file_share", Upload: true}
	blocks, err := checkedBlocks(c.str("blocks"))
	if err != nil {
		return nil, err
	}
	m.Blocks = blocks
	for _, l := range list {
		f := s.files[l.ID]
		if f == nil || !f.Uploaded || f.Done {
			return nil, apiError{code: "file_not_found"}
		}
		m.FileIDs = append(m.FileIDs, f.ID)
	}
	var places []*channel
	ids := strings.FieldsFunc(c.str("channel_id")+","+c.str("channels"), func(r rune) bool { return r == ',' })
	for _, id := range ids {
		ch, err := s.writable(id)
		if err != nil {
			return nil, err
		}
		places = append(places, ch)
	}
	out := []obj{}
	for _, l := range list {
		f := s.files[l.ID]
		f.Done = true
		if l.Title != "" {
			f.Title = l.Title
		}
		for _, ch := range places {
			f.Channels = append(f.Channels, ch.ID)
		}
		if err := s.store.put("files", f.ID, f); err != nil {
			return nil, err
		}
		out = append(out, s.fileObject(f))
	}
	for _, ch := range places {
		one := *m
		if err := s.inThread(ch, &one, c.str("thread_ts")); err != nil {
			return nil, err
		}
		s.byApp(&one)
		if err := s.post(nil, ch, &one); err != nil {
			return nil, err
		}
	}
	return obj{"files": out}, nil
}

func (s *Server) filesInfo(c *call) (obj, error) {
	f := s.files[c.str("file")]
	if f == nil || !f.Done {
		return nil, apiError{code: "file_not_found"}
	}
	return obj{"file": s.fileObject(f), "comments": []obj{}, "response_metadata": metadata("")}, nil
}

// inline are the types a browser may show in place; all others are saved, so
// that an uploaded page can't act as ours.
var inline = map[string]bool{"image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true}

// serveFile serves a file's bytes to the app, which shows its token. An app
// without the scope for that is sent on to the page where a person signs in.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.authorize(method{token: botToken}, r, &call{args: map[string]string{}}); err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	if s.needScope("files:read") != nil {
		http.Redirect(w, r, "/?redir="+url.QueryEscape(r.URL.Path), http.StatusFound)
		return
	}
	s.serveContent(w, r, s.files[r.PathValue("id")])
}

// serveClientFile serves a file's bytes to the page of a person.
func (s *Server) serveClientFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	me := s.findPerson(r.URL.Query().Get("as"))
	f := s.files[r.URL.Query().Get("id")]
	if me == nil || f == nil || !s.maySeeFile(me, f) {
		http.NotFound(w, r)
		return
	}
	s.serveContent(w, r, f)
}

// maySeeFile tells whether a person can look at a file: one shared nowhere, as
// it may stand in a block, or in a channel that they see.
func (s *Server) maySeeFile(m *member, f *file) bool {
	return len(f.Channels) == 0 || slices.ContainsFunc(f.Channels, func(id string) bool {
		return s.channels[id] != nil && s.maySee(m, s.channels[id])
	})
}

func (s *Server) serveContent(w http.ResponseWriter, r *http.Request, f *file) {
	if f == nil || !f.Uploaded {
		http.NotFound(w, r)
		return
	}
	body, err := s.store.content(r.Context(), f.ID)
	if err != nil {
		s.log.Error("file", "file", f.ID, "err", err)
		http.Error(w, "not readable", http.StatusInternalServerError)
		return
	}
	mimetype, _ := f.kind()
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Type", mimetype)
	if !inline[mimetype] {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	}
	h.Set("Cache-Control", "private, max-age=86400, immutable")
	_, _ = w.Write(body)
}
