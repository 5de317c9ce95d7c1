// The few emoji that people of a work chat react with, by Slack's names.
const TABLE = {
  '+1': '👍', thumbsup: '👍', '-1': '👎', thumbsdown: '👎', white_check_mark: '✅', heavy_check_mark: '✔️', x: '❌',
  eyes: '👀', pray: '🙏', tada: '🎉', heart: '❤️', smile: '😄', smiley: '😃', grin: '😁', slightly_smiling_face: '🙂',
  joy: '😂', wink: '😉', thinking_face: '🤔', cry: '😢', sob: '😭', raised_hands: '🙌', clap: '👏', ok_hand: '👌',
  wave: '👋', point_right: '👉', point_up: '☝️', muscle: '💪', fire: '🔥', star: '⭐', sparkles: '✨', rocket: '🚀',
  warning: '⚠️', rotating_light: '🚨', no_entry: '⛔', question: '❓', exclamation: '❗', bulb: '💡', bell: '🔔',
  calendar: '📅', date: '📅', clock3: '🕒', hourglass: '⌛', phone: '☎️', telephone_receiver: '📞', iphone: '📱',
  email: '✉️', memo: '📝', clipboard: '📋', bar_chart: '📊', chart_with_upwards_trend: '📈', moneybag: '💰', house: '🏠',
  key: '🔑', lock: '🔒', unlock: '🔓', link: '🔗', mag: '🔍', hammer: '🔨', gear: '⚙️', coffee: '☕', 100: '💯',
  heavy_plus_sign: '➕', arrow_right: '➡️', red_circle: '🔴', large_green_circle: '🟢', large_blue_circle: '🔵',
};

// The handful offered for a reaction.
export const REACTIONS = ['+1', 'white_check_mark', 'eyes', 'pray', 'tada', 'heart', 'smile', 'raised_hands'];

// emoji returns the character of a name, or undefined: the name then stays as
// text. Skin tones are dropped.
export function emoji(name) {
  const plain = name.replace(/::skin-tone-\d$/, '');
  return Object.hasOwn(TABLE, plain) ? TABLE[plain] : undefined;
}
