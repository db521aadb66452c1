// What others may ask of building: homes, who belongs to them, and when its management works.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import * as belonging from './contract/belonging.ts';
import * as calendar from './contract/calendar.ts';
import * as hierarchy from './contract/hierarchy.ts';
import * as joining from './contract/joining.ts';

export const building = contract('building', {
  exportPersonalData: personalData('building'),
  createBuilding: hierarchy.createBuilding,
  updateBuilding: hierarchy.updateBuilding,
  archiveBuilding: hierarchy.archiveBuilding,
  getBuilding: hierarchy.getBuilding,
  listBuildings: hierarchy.listBuildings,
  findBuilding: hierarchy.findBuilding,
  getTree: hierarchy.getTree,
  createEntrance: hierarchy.createEntrance,
  updateEntrance: hierarchy.updateEntrance,
  archiveEntrance: hierarchy.archiveEntrance,
  createFloor: hierarchy.createFloor,
  updateFloor: hierarchy.updateFloor,
  archiveFloor: hierarchy.archiveFloor,
  createUnit: hierarchy.createUnit,
  updateUnit: hierarchy.updateUnit,
  archiveUnit: hierarchy.archiveUnit,
  getUnit: hierarchy.getUnit,
  listUnits: hierarchy.listUnits,
  importUnits: hierarchy.importUnits,

  getCalendar: calendar.getCalendar,
  setHours: calendar.setHours,
  addHoliday: calendar.addHoliday,
  removeHoliday: calendar.removeHoliday,
  listHolidays: calendar.listHolidays,

  createInvitation: joining.createInvitation,
  listInvitations: joining.listInvitations,
  revokeInvitation: joining.revokeInvitation,
  joinHome: joining.joinHome,
  submitVerification: joining.submitVerification,
  listVerifications: joining.listVerifications,
  listMyVerifications: joining.listMyVerifications,
  getVerification: joining.getVerification,
  approveVerification: joining.approveVerification,
  rejectVerification: joining.rejectVerification,
  withdrawVerification: joining.withdrawVerification,
  registerProperty: joining.registerProperty,
  listMyRegistrations: joining.listMyRegistrations,
  listRegistrations: joining.listRegistrations,
  linkRegistration: joining.linkRegistration,
  withdrawRegistration: joining.withdrawRegistration,

  getHomes: belonging.getHomes,
  listUnitMembers: belonging.listUnitMembers,
  listPeople: belonging.listPeople,
  countBuilding: belonging.countBuilding,
  updateMembership: belonging.updateMembership,
  cancelMoveIn: belonging.cancelMoveIn,
  moveOut: belonging.moveOut,
  getMoveOut: belonging.getMoveOut,
  listMoveOuts: belonging.listMoveOuts,
  listMemberships: belonging.listMemberships,
  listOccupants: belonging.listOccupants,
  listBelonging: belonging.listBelonging,
});
