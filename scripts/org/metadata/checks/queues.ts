/** Queues, groups, and list views of queues. */
import type { ListView, Queue } from '@salesforce/types/metadata';
import { mayBelongToQueue } from '../../records/queues.ts';
import type { Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const RULES = {
  'queue-object': { reason: 'a queue takes records of objects that queues may own', source: 'Object Reference "QueueSobject"' },
  'queue-member': {
    reason: 'only public groups are members that a file can name for sure',
    source: 'metadata-automation.md section 4, X05'
  },
  'view-queue': { reason: 'a view of a queue names a queue of its object', source: 'metadata-model.md section 9' },
  'view-scope': {
    reason: 'only scopes that this org knows and that the object has',
    source: 'metadata-pages.md 7.4 (forcedotcom/cli 3039)'
  }
};
const report = reporter(RULES);

/** Checks queues and the scope of list views. */
export function checkQueues(context: CheckContext): Problem[] {
  const { catalog } = context;
  return [
    ...deployedOf(context, 'Queue').flatMap((component) => {
      const source = toTyped<Queue>(component.node, 'Queue');
      const members = source.queueMembers;
      const problems = source.queueSobject.flatMap(({ sobjectType }) => {
        const object = catalog.objects.get(sobjectType);
        if (!object)
          return [
            lacking(
              report(component, 'queue-object', `In field: sobjectType - no CustomObject named ${sobjectType} found`, component.node),
              'CustomObject',
              sobjectType
            )
          ];
        return mayBelongToQueue(object)
          ? []
          : [report(component, 'queue-object', `Records of ${sobjectType} cannot be owned by a queue`, component.node)];
      });
      for (const kind of ['users', 'roles', 'roleAndSubordinates', 'roleAndSubordinatesInternal'] as const)
        if (members?.[kind]) problems.push(report(component, 'queue-member', `not supported: queue members by ${kind}`, component.node));
      for (const group of members?.publicGroups?.publicGroup ?? [])
        if (!catalog.groups.has(group))
          problems.push(
            lacking(
              report(component, 'queue-member', `In field: publicGroup - no Group named ${group} found`, component.node),
              'Group',
              group
            )
          );
      return problems;
    }),
    ...deployedOf(context, 'ListView').flatMap((component) => {
      const { filterScope, queue } = toTyped<ListView>(component.node, 'ListView');
      if (!['Everything', 'Mine', 'Queue'].includes(filterScope))
        return [report(component, 'view-scope', `not supported: list view scope ${filterScope}`, component.node)];
      const objectName = component.fullName.slice(0, component.fullName.indexOf('.'));
      // A detail has no owner: its master decides whose it is.
      if (filterScope === 'Mine' && catalog.objects.get(objectName)?.fields.has('OwnerId') === false)
        return [report(component, 'view-scope', `Invalid scope:Mine, not allowed on: ${objectName}`, component.node)];
      if (filterScope !== 'Queue')
        return queue ? [report(component, 'view-queue', 'queue is allowed with filterScope Queue only', component.node)] : [];
      const found = catalog.queues.get(queue ?? '');
      if (!found)
        return [
          lacking(
            report(component, 'view-queue', `In field: queue - no Queue named ${queue ?? ''} found`, component.node),
            'Queue',
            queue ?? ''
          )
        ];
      return found.queueSobject?.some(({ sobjectType }) => sobjectType === objectName)
        ? []
        : [
            report(
              component,
              'view-queue',
              `In field: queue - the queue ${queue ?? ''} does not take records of ${objectName}`,
              component.node
            )
          ];
    })
  ];
}
