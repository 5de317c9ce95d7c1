// Every sentence of the page itself, Chinese and English side by side. What
// apps say is theirs and comes in the language they chose.

const TABLE = {
  // Around the page
  skip: ['跳到消息框', 'Skip to the message box'],
  youAre: ['你是', 'You are'],
  switchPerson: ['换一个人', 'Switch person'],
  switchHint: ['在新标签页中打开，可以同时用两个人', 'Open in a new tab to be two people at once'],
  admin: ['管理员', 'admin'],
  guest: ['访客', 'guest'],
  appBadge: ['应用', 'APP'],
  you: ['你', 'you'],
  channels: ['频道', 'Channels'],
  directs: ['私信', 'Direct messages'],
  apps: ['应用', 'Apps'],
  newDirect: ['新私信', 'New direct message'],
  openDirect: ['发私信给', 'Message'],
  home: ['主页', 'Home'],
  homeOf: ['{name} 主页', '{name} Home'],
  messages: ['消息', 'Messages'],
  sidebar: ['频道和私信', 'Channels and direct messages'],
  backToList: ['回到列表', 'Back to the list'],
  language: ['语言', 'Language'],
  unread: ['{n} 条未读', '{n} unread'],
  unreadSome: ['有未读消息', 'Unread messages'],
  members: ['{n} 人', (v) => `${v.n} ${v.n === 1 ? 'member' : 'members'}`],
  shortcuts: ['快捷操作', 'Shortcuts'],
  private: ['私密频道', 'Private channel'],
  newChannel: ['新频道', 'New channel'],
  channelNameLabel: ['名称', 'Name'],
  channelNameHint: ['小写，不带空格', 'Lower case, no spaces'],
  withApp: ['请 {name} 加入', 'Add {name}'],
  create: ['创建', 'Create'],
  stranger: ['外部成员', 'external'],
  dismiss: ['不再显示', 'Dismiss message'],
  pinned: ['置顶 {n}', '{n} pinned'],

  // Messages
  conversation: ['对话', 'Conversation'],
  messageList: ['{name} 的消息', 'Messages in {name}'],
  empty: ['还没有消息。写第一条吧。', 'Nothing here yet. Write the first message.'],
  emptyApp: ['和 {name} 的私信从这里开始。', 'This is where your messages with {name} begin.'],
  beginning: ['{name} 从这里开始', 'The beginning of {name}'],
  loading: ['正在读取…', 'Loading…'],
  loadFailed: ['没有读到消息。', 'The messages could not be loaded.'],
  retry: ['再试一次', 'Try again'],
  onlyYou: ['只有你能看到', 'Only visible to you'],
  edited: ['（已编辑）', '(edited)'],
  latest: ['新消息', 'New messages'],
  toBottom: ['到最新', 'To the latest'],
  newLine: ['新', 'New'],
  today: ['今天', 'Today'],
  yesterday: ['昨天', 'Yesterday'],
  replies: ['{n} 条回复', (v) => `${v.n} ${v.n === 1 ? 'reply' : 'replies'}`],
  lastReply: ['最近 {at}', 'last {at}'],
  alsoSent: ['也发到了频道', 'Also sent to the channel'],
  file: ['文件', 'File'],
  image: ['图片', 'Image'],
  noImage: ['图片没有读到', 'The picture could not be loaded'],
  unknownBlock: ['这里显示不了这种内容：{type}', 'This kind of block can’t be shown here: {type}'],
  table: ['表格', 'Table'],
  said: ['{name}：{text}', '{name}: {text}'],
  saidOnlyYou: ['{name}（只有你能看到）：{text}', '{name} (only visible to you): {text}'],

  // Doing something with a message
  actions: ['消息操作', 'Message actions'],
  more: ['更多操作', 'More actions'],
  react: ['添加表情', 'Add a reaction'],
  reactWith: ['用 {name} 回应', 'React with {name}'],
  reacted: ['{name}：{who}', '{who} reacted with {name}'],
  replyInThread: ['在帖里回复', 'Reply in thread'],
  edit: ['编辑', 'Edit'],
  delete: ['删除', 'Delete'],
  deleteTitle: ['删除这条消息？', 'Delete this message?'],
  deleteText: ['删除后不能恢复。', 'This can’t be undone.'],
  copy: ['复制文字', 'Copy text'],
  copied: ['已复制', 'Copied'],
  copyFailed: ['浏览器不让复制', 'The browser would not let us copy'],
  editing: ['编辑消息', 'Edit the message'],
  save: ['保存', 'Save'],
  cancel: ['取消', 'Cancel'],
  ok: ['确定', 'OK'],
  close: ['关闭', 'Close'],
  confirmTitle: ['确定吗？', 'Are you sure?'],
  yes: ['是', 'Yes'],
  no: ['不', 'No'],

  // Threads
  thread: ['帖', 'Thread'],
  threadIn: ['在 {name}', 'in {name}'],
  closeThread: ['关闭帖', 'Close the thread'],

  // Composer
  writeTo: ['发消息到 {name}', 'Message {name}'],
  writeReply: ['回复…', 'Reply…'],
  send: ['发送', 'Send'],
  commandsLabel: ['命令', 'Commands'],
  peopleLabel: ['提到谁', 'Mention someone'],
  notMember: ['你还没有加入 {name}。', 'You have not joined {name}.'],
  join: ['加入频道', 'Join channel'],
  archived: ['这个频道已归档。', 'This channel is archived.'],
  attach: ['附上文件', 'Attach files'],
  keys: ['Enter 发送 · Shift+Enter 换行 · / 命令', 'Enter sends · Shift+Enter new line · / commands'],

  cmd_invite: ['请人加入这个频道', 'Invite someone to this channel'],
  cmd_remove: ['把人移出这个频道', 'Remove someone from this channel'],
  cmd_join: ['加入频道', 'Join a channel'],
  cmd_leave: ['离开这个频道', 'Leave this channel'],
  cmd_topic: ['设置频道主题', 'Set the channel’s topic'],

  // Menus and forms
  choose: ['请选择', 'Choose'],
  choosePerson: ['选择人员', 'Choose a person'],
  chooseChannel: ['选择频道', 'Choose a channel'],
  search: ['搜索', 'Search'],
  nothingFound: ['没有找到', 'Nothing found'],
  typeMore: ['请至少输入 {n} 个字', (v) => `Type at least ${v.n} ${v.n === 1 ? 'character' : 'characters'}`],
  remove: ['去掉 {name}', 'Remove {name}'],
  clear: ['清空', 'Clear'],
  optional: ['（选填）', '(optional)'],
  overflow: ['更多', 'More'],
  submit: ['提交', 'Submit'],
  left: ['还可输入 {n} 字', (v) => `${v.n} ${v.n === 1 ? 'character' : 'characters'} left`],
  required: ['请填写这一项。', 'Please complete this field.'],
  tooShort: ['至少 {n} 个字。', 'At least {n} characters.'],
  tooLong: ['至多 {n} 个字。', 'At most {n} characters.'],
  notNumber: ['请输入数字。', 'Please enter a number.'],
  notWhole: ['请输入整数。', 'Please enter a whole number.'],
  tooSmall: ['不能小于 {n}。', 'Must be {n} or more.'],
  tooBig: ['不能大于 {n}。', 'Must be {n} or less.'],
  notEmail: ['请输入邮箱地址。', 'Please enter an email address.'],
  notURL: ['请输入以 http:// 或 https:// 开头的网址。', 'Please enter an address that starts with http:// or https://.'],
  noUpload: ['这里不能上传文件。', 'Files can’t be uploaded here.'],
  formTrouble: ['没有得到 {app} 的回应；填的内容还在，请再试一次。', '{app} did not answer; what you typed is still here. Please try again.'],
  backTo: ['回到上一页', 'Back'],
  levelinfo: ['提示', 'Note'],
  levelwarning: ['注意', 'Warning'],
  levelerror: ['有误', 'Error'],
  levelsuccess: ['完成', 'Done'],
  leveldefault: ['说明', 'Note'],

  // Home
  noHome: ['{name} 还没有发布主页。', '{name} has not published a Home yet.'],

  // Clock
  clock: ['工作区时间', 'Workspace time'],
  clockMove: ['把时间往前拨', 'Move time forward'],
  clockNote: ['只能往前，不能往回。提醒和到期随之发生。', 'It only goes forward, never back. Reminders and deadlines follow.'],
  clockAhead: ['比实际快 {by}', '{by} ahead of real time'],
  hours: ['{n} 小时', (v) => `${v.n} ${v.n === 1 ? 'hour' : 'hours'}`],
  days: ['{n} 天', (v) => `${v.n} ${v.n === 1 ? 'day' : 'days'}`],
  minutes: ['{n} 分钟', (v) => `${v.n} ${v.n === 1 ? 'minute' : 'minutes'}`],
  clockCustom: ['自定，如 1d2h30m', 'Other, e.g. 1d2h30m'],
  clockGo: ['前进', 'Go'],
  clockNow: ['现在是 {at}', 'It is now {at}'],

  // The line to the server, the app behind it
  appAway: ['{name} 没有连接：命令和按钮现在不会有回应。', '{name} is not connected: commands and buttons get no answer now.'],
  lineDown: ['与工作区的连接断了，正在重新连接…', 'Lost the workspace; reconnecting…'],
  bootFailed: ['没有连上工作区。', 'The workspace could not be reached.'],
  noSuchPerson: ['这里没有这个人。', 'There is no such person here.'],
  commandFailed: ['{command} 没有成功，错误是“{error}”。', '{command} failed with the error “{error}”.'],
  unknownCommand: ['{command} 不是可用的命令。以 / 开头的文字会当作命令。', '{command} is not a valid command. Text that starts with “/” is read as a command.'],
  actFailed: ['{app} 没有回应（{error}）。', '{app} did not answer ({error}).'],
};

// What the server may answer to a call.
const ERRORS = {
  unreachable: ['没有连上工作区，请再试一次。', 'The workspace can’t be reached. Please try again.'],
  command_in_thread: ['帖里不能用命令；请在频道里用。', 'Commands don’t work in threads. Use the channel.'],
  not_in_channel: ['你还没有加入这个频道。', 'You are not in this channel.'],
  channel_not_found: ['没有这个频道，或你看不到它。', 'No such channel, or you can’t see it.'],
  is_archived: ['这个频道已归档。', 'This channel is archived.'],
  cant_update_message: ['只能编辑自己的消息。', 'You can only edit your own messages.'],
  cant_delete_message: ['只能删除自己的消息。', 'You can only delete your own messages.'],
  message_not_found: ['这条消息已经不在了。', 'This message is gone.'],
  msg_too_long: ['消息太长了。', 'The message is too long.'],
  file_upload_size_restricted: ['文件太大了，一次至多 10 MB。', 'The files are too large: 10 MB at a time.'],
  empty_file: ['文件是空的。', 'The file is empty.'],
  no_text: ['还没有写内容。', 'There is nothing to send.'],
  already_reacted: ['你已经用过这个表情。', 'You have already used this reaction.'],
  user_not_found: ['没有这个人。', 'No such person.'],
  view_not_found: ['这个表单已经关闭。', 'This form has been closed.'],
  not_found: ['已经不在了。', 'It is gone.'],
  app_not_connected: ['应用没有连接，请稍后再试。', 'The app is not connected. Please try again later.'],
  operation_timeout: ['应用没有及时回应。', 'The app did not answer in time.'],
  dispatch_failed: ['没有送到应用。', 'The app could not be reached.'],
  clock_goes_forward_only: ['时间只能往前。', 'Time can only go forward.'],
  invalid_duration: ['看不懂这段时间；例：1d2h30m。', 'That is not an amount of time. Example: 1d2h30m.'],
  messages_tab_disabled: ['这个应用不接收私信。', 'This app does not take direct messages.'],
  home_not_enabled: ['这个应用没有主页。', 'This app has no Home.'],
  name_taken: ['已经有这个名称的频道。', 'There is already a channel of that name.'],
  invalid_name: ['名称只能用小写字母、汉字、数字和 - _。', 'Names are lower case letters, digits, - and _ only.'],
  interactivity_not_enabled: ['这个应用没有打开按钮和表单。', 'This app has not turned on buttons and forms.'],
  action_not_found: ['这个按钮已经不在了。', 'This button is gone.'],
  view_not_on_top: ['请先处理上面的表单。', 'Please deal with the form on top first.'],
  invalid_response_payload: ['应用的回答看不懂。', 'The app’s answer could not be understood.'],
  internal_error: ['工作区出了问题。', 'Something went wrong in the workspace.'],
  restricted_action: ['你没有这个权限。', 'You are not allowed to do this.'],
};

const KEY = 'workspace.lang';
let current = 'en';

// startLang takes the reader's stored choice, else the person's locale.
export function startLang(locale) {
  const chosen = localStorage.getItem(KEY);
  current = chosen ?? (/^zh/i.test(locale ?? '') ? 'zh' : 'en');
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

export function chooseLang(to) {
  localStorage.setItem(KEY, to);
  startLang();
}

export function lang() {
  return current;
}

// t is the sentence of key, its {variables} filled.
export function t(key, vars = {}) {
  return fill(TABLE[key] ?? [key, key], vars);
}

// errorText says a refusal in the reader's words; a code without words of its
// own is shown as it is.
export function errorText(code) {
  return fill(ERRORS[code] ?? ['没有办成（{code}）。', 'That did not work ({code}).'], { code });
}

function fill(pair, vars) {
  const line = pair[current === 'zh' ? 0 : 1];
  if (typeof line === 'function') return line(vars);
  return line.replace(/\{(\w+)\}/g, (whole, name) => vars[name] ?? whole);
}
