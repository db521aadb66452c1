import { buildingService } from './definition.ts';
import { releaseDocuments, stays } from './jobs.ts';
import { cancelMoveIn } from './operations/belonging/cancel-move-in.ts';
import { countBuilding } from './operations/belonging/count-building.ts';
import { getHomes } from './operations/belonging/get-homes.ts';
import { getMoveOut } from './operations/belonging/get-move-out.ts';
import { listBelonging } from './operations/belonging/list-belonging.ts';
import { listMemberships } from './operations/belonging/list-memberships.ts';
import { listMoveOuts } from './operations/belonging/list-move-outs.ts';
import { listOccupants } from './operations/belonging/list-occupants.ts';
import { listPeople } from './operations/belonging/list-people.ts';
import { listUnitMembers } from './operations/belonging/list-unit-members.ts';
import { moveOut } from './operations/belonging/move-out.ts';
import { updateMembership } from './operations/belonging/update-membership.ts';
import { addHoliday } from './operations/calendar/add-holiday.ts';
import { getCalendar } from './operations/calendar/get-calendar.ts';
import { listHolidays } from './operations/calendar/list-holidays.ts';
import { removeHoliday } from './operations/calendar/remove-holiday.ts';
import { setHours } from './operations/calendar/set-hours.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { archiveBuilding } from './operations/hierarchy/archive-building.ts';
import { archiveEntrance } from './operations/hierarchy/archive-entrance.ts';
import { archiveFloor } from './operations/hierarchy/archive-floor.ts';
import { archiveUnit } from './operations/hierarchy/archive-unit.ts';
import { createBuilding } from './operations/hierarchy/create-building.ts';
import { createEntrance } from './operations/hierarchy/create-entrance.ts';
import { createFloor } from './operations/hierarchy/create-floor.ts';
import { createUnit } from './operations/hierarchy/create-unit.ts';
import { findBuilding } from './operations/hierarchy/find-building.ts';
import { getBuilding } from './operations/hierarchy/get-building.ts';
import { getTree } from './operations/hierarchy/get-tree.ts';
import { getUnit } from './operations/hierarchy/get-unit.ts';
import { importUnits } from './operations/hierarchy/import-units.ts';
import { listBuildings } from './operations/hierarchy/list-buildings.ts';
import { listUnits } from './operations/hierarchy/list-units.ts';
import { updateBuilding } from './operations/hierarchy/update-building.ts';
import { updateEntrance } from './operations/hierarchy/update-entrance.ts';
import { updateFloor } from './operations/hierarchy/update-floor.ts';
import { updateUnit } from './operations/hierarchy/update-unit.ts';
import { approveVerification } from './operations/joining/approve-verification.ts';
import { createInvitation } from './operations/joining/create-invitation.ts';
import { getVerification } from './operations/joining/get-verification.ts';
import { joinHome } from './operations/joining/join-home.ts';
import { linkRegistration } from './operations/joining/link-registration.ts';
import { listInvitations } from './operations/joining/list-invitations.ts';
import { listMyRegistrations } from './operations/joining/list-my-registrations.ts';
import { listMyVerifications } from './operations/joining/list-my-verifications.ts';
import { listRegistrations } from './operations/joining/list-registrations.ts';
import { listVerifications } from './operations/joining/list-verifications.ts';
import { registerProperty } from './operations/joining/register-property.ts';
import { rejectVerification } from './operations/joining/reject-verification.ts';
import { revokeInvitation } from './operations/joining/revoke-invitation.ts';
import { submitVerification } from './operations/joining/submit-verification.ts';
import { withdrawRegistration } from './operations/joining/withdraw-registration.ts';
import { withdrawVerification } from './operations/joining/withdraw-verification.ts';
import { seed } from './seed.ts';
import {
  bookingReports,
  chatReports,
  communityReports,
  forgetsUser,
  iamReports,
  marketplaceReports,
  ticketReports,
} from './subscriptions.ts';

export default buildingService.build({
  operations: {
    exportPersonalData,
    createBuilding,
    updateBuilding,
    archiveBuilding,
    getBuilding,
    listBuildings,
    findBuilding,
    getTree,
    createEntrance,
    updateEntrance,
    archiveEntrance,
    createFloor,
    updateFloor,
    archiveFloor,
    createUnit,
    updateUnit,
    archiveUnit,
    getUnit,
    listUnits,
    importUnits,
    getCalendar,
    setHours,
    addHoliday,
    removeHoliday,
    listHolidays,
    createInvitation,
    listInvitations,
    revokeInvitation,
    joinHome,
    submitVerification,
    listVerifications,
    listMyVerifications,
    getVerification,
    approveVerification,
    rejectVerification,
    withdrawVerification,
    registerProperty,
    listMyRegistrations,
    listRegistrations,
    linkRegistration,
    withdrawRegistration,
    getHomes,
    listUnitMembers,
    listPeople,
    countBuilding,
    updateMembership,
    cancelMoveIn,
    moveOut,
    getMoveOut,
    listMoveOuts,
    listMemberships,
    listOccupants,
    listBelonging,
  },
  subscriptions: [
    forgetsUser,
    iamReports,
    bookingReports,
    chatReports,
    communityReports,
    marketplaceReports,
    ticketReports,
  ],
  jobs: [stays, releaseDocuments],
  seed,
});
