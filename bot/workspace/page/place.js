// A place is where Block Kit stands: a message or a view. It holds the values
// of its elements and tells the app when one is used.
import { post, settled } from './api.js';
import { refused } from './dialog.js';
import { Values } from './values.js';

// place makes one. context names it in calls ({channel, ts} or {view_id});
// blocks() are its blocks now; current is the channel the person looks at.
export function place({ context, blocks, current }) {
  const values = new Values();
  const self = {
    values, context, current,
    state: () => values.state(blocks(), self),
    async act(block, element, fields) {
      try {
        const { act } = await post('action', {
          ...self.context, block_id: block.block_id, action_id: element.action_id, type: element.type, ...fields, state: self.state(),
        });
        // A press that came to nothing is told by the live line.
        await settled(act);
      } catch (error) {
        refused(error);
      }
    },
  };
  return self;
}
